import { PIPELINES } from '../../../../src/pipelines/index.js';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failures } from '../../../../src/cli/verification-text.js';
import { verifyReport } from '../../../../src/experiment/verify/verify.js';
import type { Experiment } from '../../../../src/pipelines/orders/config.js';
import type { FailedRun } from '../../../../src/report/input.js';
import { renderFailedRunHtml, writeFailedRun } from '../../../../src/report/failed-run.js';
import { withEdited } from '../../../experiment/verify/forge.js';
import { readPdf } from '../../../report/pdf-reader.js';
import { sampleInput } from './sample.js';
import { ORDERS_REPORT } from './sample-report.js';

let home: string;
let failed: FailedRun<Experiment>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'failed-run-test-'));
  const { record, experiment } = await sampleInput();
  const { format, version, run_id, pipeline, seed, started_at, process, versions, machine } = record;
  failed = {
    record: {
      format,
      version,
      run_id,
      seed,
      started_at,
      pipeline,
      process,
      sections: {},
      versions,
      machine,
      experiment: experiment.name,
      status: 'failed',
      finished_at: '2026-11-21T10:58:40.000Z',
      phases: record.phases
        .slice(0, record.phases.findIndex(({ name }) => name === 'produce') + 1)
        .map((phase) => ({ ...phase, status: phase.name === 'produce' ? 'failed' : 'done' })),
      error: { phase: 'produce', code: 'SERVICE_DIED', message: 'spark died at 12.3 s' },
    },
    experiment,
    committed: { valid: 1200, invalid: 118, batches: 41 },
    log: ['2026-11-21T10:58:12.000Z produce: 30 s', '2026-11-21T10:58:24.300Z spark died at 12.3 s <kill>'],
  };
}, 60_000);
afterAll(() => rm(home, { recursive: true }));

describe('the report of a run that failed', () => {
  it('says on page one, in red, what failed and where', async () => {
    const { pdf } = await writeFailedRun(ORDERS_REPORT, failed, home);
    const { pages, title } = await readPdf(await readFile(pdf));
    expect(title).toBe('Quick look: run 20261121-105812-quick-42 failed');
    expect(pages[0]).toContain('This run failed. It ended in phase “produce”');
    expect(pages[0]).toContain('The reason: spark died at 12.3 s (SERVICE_DIED)');
    expect(renderFailedRunHtml(ORDERS_REPORT, failed)).toContain('class="banner failed"');
  });

  it('has the ledger so far, the phases and the last lines of the log', async () => {
    const { pages } = await readPdf(await readFile(join(home, 'report.pdf')));
    const text = pages.slice(1).join(' ');
    expect(text).toContain('planned 6,600');
    expect(text).toContain('acknowledged not known');
    expect(text).toContain(
      'committed 1,318 rows in files that readers see: 1,200 valid, 118 invalid, in 41 micro-batches',
    );
    expect(text).toContain('spark died at 12.3 s <kill>');
    expect(text).toMatch(/produce Send the load failed/);
  });

  it('can be verified: its pages against what is attached', async () => {
    const pdf = await readFile(join(home, 'report.pdf'));
    const verification = await verifyReport(PIPELINES, pdf, 'report.pdf');
    expect(failures(verification)).toEqual([]);
    expect(verification.ended).toBe('the run failed in phase produce');
    expect(verification.claimed.join()).toContain('the run ended in phase produce');

    const edited = await withEdited(pdf, 'parts.json', (text) => text.replace('1200', '9000'));
    expect(failures(await verifyReport(PIPELINES, edited, 'report.pdf')).join()).toMatch(
      /parts\.json was changed.*page 2: expected ".*9,000/s,
    );
  });

  it('of an interrupted or a killed run says so', () => {
    const page = (status: 'interrupted' | 'running') =>
      renderFailedRunHtml(ORDERS_REPORT, { ...failed, record: { ...failed.record, status } });
    expect(page('interrupted')).toContain('This run was interrupted.');
    expect(page('running')).toContain('The process of this run was killed.');
  });
});
