import { describe, expect, it } from 'vitest';
import { type Experiment, ordersExperiment } from '../../../src/pipelines/orders/config.js';
import { type OrdersSections } from '../../../src/pipelines/orders/record.js';
import { RUN_COLUMNS, summary } from '../../../src/pipelines/orders/summary.js';
import type { RunRecord } from '../../../src/runs/record.js';
import { wordsEvidence } from '../../experiment/words.js';

/** A record with as much of its sections as is told of them. */
const recordWith = (sections: Readonly<Record<string, object>>): RunRecord => ({
  ...wordsEvidence().record,
  pipeline: 'orders',
  sections,
});

const LEDGER: Partial<NonNullable<OrdersSections['ledger']>> = {
  generated: 120,
  acked: 118,
  failed: 2,
  valid: 97,
  invalid: 20,
  lost: 1,
  duplicates: 3,
  reconciled: false,
};

describe('the summary of a run', () => {
  it('tells what was sent, processed and reconciled, as far as the run came', () => {
    const producer = { sent_ok: 118, sent_error: 2 };
    const stream = { batches: 4, input_rows: 117 };
    expect(summary(recordWith({ producer, stream, ledger: LEDGER }))).toEqual([
      'sent     118 acknowledged, 2 failed',
      'batches  4 micro-batches with 117 rows',
      'ledger   120 generated = 118 acked + 2 failed; acked = 97 valid + 20 invalid + 1 lost; 3 duplicates: NOT RECONCILED',
    ]);
    expect(summary(recordWith({ producer }))).toHaveLength(1);
    expect(summary(recordWith({}))).toEqual([]);
  });
});

describe('the columns of the table of runs', () => {
  const cells = (run: { record?: RunRecord; experiment?: Experiment }) =>
    RUN_COLUMNS.map((each) => each.of(run));
  const experiment = (changes: object) =>
    ordersExperiment({ title: 'A title', question: 'Q?', ...changes }, 'quick', 'test');
  const rates = {
    validEventsPerSecond: 20,
    invalidEventsPerSecond: 10,
    durationSeconds: 60,
    excludedRampUpSeconds: 5,
  };

  it('show rate and duration of the settings, and what came of them', () => {
    const record = recordWith({
      stream: { commit_ms: { p95: 123.6 } },
      ledger: { ...LEDGER, reconciled: true },
    });
    expect(cells({ record, experiment: experiment(rates) })).toEqual(['30', '60', '124 ms', 'reconciled']);
  });

  it('show the mean rate of a load that varies', () => {
    // Ten times the invalid events for 20 of 60 seconds: (40 x 10 + 20 x 100) / 60 = 40 a second, and 20 valid ones.
    const invalidLoad = { shape: 'spike', atSeconds: 20, forSeconds: 20, factor: 10 };
    expect(cells({ experiment: experiment({ ...rates, invalidLoad }) })).toEqual(['60', '60', '', '']);
  });

  it('are empty where nothing is known', () => {
    expect(cells({})).toEqual(['', '', '', '']);
    expect(cells({ record: recordWith({ ledger: LEDGER }) })).toEqual(['', '', '', 'NOT RECONCILED']);
  });
});
