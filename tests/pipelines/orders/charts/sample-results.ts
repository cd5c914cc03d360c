import { analyze } from '../../../../src/pipelines/orders/analysis/analyze.js';
import { committedCollector } from '../../../../src/pipelines/orders/analysis/collect.js';
import type { Results } from '../../../../src/pipelines/orders/analysis/results.js';
import type { Measurements } from '../../../../src/runs/measurements.js';
import { EXPECTED_REASONS, REFERENCE_DATE, RUN_ID, seededRun } from '../analysis/seeded-run.js';

/** What a run of that many events comes to, by the real generator, rules and analysis. */
async function analysisOf(validEvents: number, invalidEvents: number) {
  const collector = committedCollector({
    runId: RUN_ID,
    referenceDate: REFERENCE_DATE,
    expectedReasons: EXPECTED_REASONS,
  });
  const run = seededRun(validEvents, invalidEvents);
  for (const validity of ['valid', 'invalid'] as const) {
    const file = { path: '', name: '', partition: { validity }, sizeBytes: 0 };
    collector.add({ batch: { batchId: 0, committedUs: 0, files: [file] }, file, rows: run[validity] });
  }
  return analyze(collector.collected());
}

/** A made-up measurement that wobbles, the same every time. */
const wobble = (i: number, amount: number) =>
  Math.round(amount * (Math.sin(i * 12.9898) + Math.sin(i * 4.1)));

const NOTHING: Measurements = { latency_curves: [], latency_stages: [], throughput: [], batches: [] };

const points = (values: readonly number[]) =>
  [10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 100].map((percentile, i) => ({
    percentile,
    ms: values[i] ?? 0,
  }));

const TYPICAL: Measurements = {
  latency_curves: [
    { name: 'ack', points: points([2.2, 2.6, 3.1, 3.9, 5.2, 6.8, 9.4, 14.9, 22.1, 41.3, 47.8]) },
    { name: 'tracker', points: points([3.0, 3.5, 4.2, 5.6, 7.9, 10.4, 14.8, 22.6, 33.7, 58.9, 61.2]) },
    { name: 'committed file', points: points([151, 186, 228, 271, 310, 341, 378, 433, 489, 571, 582]) },
  ],
  latency_stages: [
    { stage: 'intended_to_sent', p50: 0.4, p95: 1.2, p99: 2.2, mean: 0.5 },
    { stage: 'sent_to_appended', p50: 1.9, p95: 5.4, p99: 9.7, mean: 2.3 },
    { stage: 'appended_to_batch_start', p50: 81.5, p95: 150.2, p99: 187.6, mean: 80.1 },
    { stage: 'batch_start_to_committed', p50: 141.2, p95: 228.9, p99: 301.7, mean: 149.6 },
    { stage: 'intended_to_committed', p50: 220.1, p95: 351.8, p99: 436.3, mean: 232.5 },
  ],
  throughput: Array.from({ length: 33 }, (_, second) => ({
    second,
    sent: second < 30 ? 220 : 0,
    acked: second < 30 ? 220 + wobble(second, 1) : 0,
    committed: second === 0 ? 140 : second < 30 ? 220 + wobble(second, 18) : second === 30 ? 80 : 0,
  })),
  batches: Array.from({ length: 104 }, (_, i) => ({
    batch_id: i + 1,
    second: 0.4 + i * 0.29,
    rows: 64 + wobble(i, 8),
    duration_ms: (i === 0 ? 900 : 215) + wobble(i + 3, 30),
  })),
};

const TINY: Measurements = {
  latency_curves: [{ name: 'ack', points: [{ percentile: 50, ms: 2 }] }],
  latency_stages: [{ stage: 'intended_to_committed', p50: 1, p95: 1, p99: 1 }],
  throughput: [{ second: 0, sent: 3, acked: 3, committed: 0 }],
  batches: [{ batch_id: 0, second: 0.3, rows: 3, duration_ms: 120 }],
};

export const typicalResults = async (): Promise<Results> => ({
  analysis: await analysisOf(6000, 600),
  measurements: TYPICAL,
});
export const tinyResults = async (): Promise<Results> => ({
  analysis: await analysisOf(3, 1),
  measurements: TINY,
});
export const emptyResults = async (): Promise<Results> => ({
  analysis: await analysisOf(0, 0),
  measurements: NOTHING,
});
