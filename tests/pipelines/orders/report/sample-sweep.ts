import { parseSweep, variedAxes } from '../../../../src/config/sweep.js';
import { ordersKind } from '../../../../src/pipelines/orders/config.js';
import { medianInterval } from '../../../../src/stats/median-interval.js';
import type { SweepReportInput } from '../../../../src/report/sweep-report.js';

const point = (eventsPerSecond: number, p50: number): SweepReportInput['points'][number] => ({
  settings: { eventsPerSecond, errorShare: 0.1, partitions: 6, triggerIntervalSeconds: 0 },
  figures: {
    committed_p50_ms: medianInterval([p50, p50 + 5, p50 + 9]),
    committed_p95_ms: medianInterval([p50 * 2]),
    committed_p99_ms: medianInterval([p50 * 3]),
    ack_p50_ms: null,
  },
});

/** A sweep along one axis, in which not every figure was measured. */
export const sampleSweep: SweepReportInput = {
  sweepId: '20261121-120000-rate-sweep',
  title: 'Latency against rate',
  question: 'What does the rate do?',
  startedAt: '2026-11-21T12:00:00.000Z',
  seed: 42,
  repetitions: 3,
  axes: variedAxes(ordersKind.axes, parseSweep(ordersKind, { eventsPerSecond: [20, 220, 5000] }, 'a test')),
  points: [point(20, 170), point(220, 290), point(5000, 310)],
  runIds: ['run-a', 'run-b'],
};
