import { describe, expect, it } from 'vitest';
import { incidentsSentence } from '../../src/report/incidents.js';
import { renderReportHtml } from '../../src/report/document.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const BROKER_DIED = { service: 'broker-1', what: 'died', at_s: 12.3, phase: 'produce' } as const;

describe('what happened to the services', () => {
  it('is told with the time, the phase and what came of it', () => {
    const { record } = smallInput();
    expect(incidentsSentence(SMALL_REPORT, record)).toBeUndefined();
    expect(incidentsSentence(SMALL_REPORT, { ...record, incidents: [BROKER_DIED] })).toBe(
      'broker-1 died at 12.3 s of the run (produce); nothing was lost.',
    );
    expect(
      incidentsSentence(SMALL_REPORT, {
        ...record,
        sections: { losses: 2 },
        incidents: [BROKER_DIED, { ...BROKER_DIED, what: 'started again', at_s: 20 }],
      }),
    ).toBe(
      'broker-1 died at 12.3 s of the run (produce), broker-1 was started again at 20.0 s of the run (produce); words were lost.',
    );
  });

  it('is told without consequences where the pipeline knows none', () => {
    const { record } = smallInput();
    expect(incidentsSentence({}, { ...record, incidents: [BROKER_DIED] })).toBe(
      'broker-1 died at 12.3 s of the run (produce).',
    );
  });

  it('stands on the title page and beside the phases', () => {
    const input = smallInput();
    const told = renderReportHtml(SMALL_REPORT, {
      ...input,
      record: { ...input.record, incidents: [BROKER_DIED] },
    });
    expect(told.match(/broker-1 died at 12\.3 s/g)).toHaveLength(2);
    expect(renderReportHtml(SMALL_REPORT, input)).not.toContain('broker-1 died');
  });
});
