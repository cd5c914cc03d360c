import { parseSweep, variedAxes } from '../../../../src/config/sweep.js';
import { ordersKind } from '../../../../src/pipelines/orders/config.js';
import { medianInterval } from '../../../../src/stats/median-interval.js';
import type { MatrixReportInput } from '../../../../src/report/matrix-report.js';

const cell = (eventsPerSecond: number, p50: number): MatrixReportInput['cells'][number] => ({
  settings: { eventsPerSecond, errorShare: 0.1, partitions: 6, triggerIntervalSeconds: 0 },
  figures: {
    committed_p50_ms: medianInterval([p50, p50 + 5, p50 + 9]),
    committed_p95_ms: medianInterval([p50 * 2]),
    committed_p99_ms: medianInterval([p50 * 3]),
    ack_p50_ms: null,
  },
});

/** A matrix along one axis, in which not every figure was measured. */
export const sampleMatrix: MatrixReportInput = {
  matrixId: '20261121-120000-rate-sweep',
  title: 'Latency against rate',
  question: 'What does the rate do?',
  startedAt: '2026-11-21T12:00:00.000Z',
  seed: 42,
  repetitions: 3,
  axes: variedAxes(ordersKind.axes, parseSweep(ordersKind, { eventsPerSecond: [20, 220, 5000] }, 'a test')),
  cells: [cell(20, 170), cell(220, 290), cell(5000, 310)],
  runIds: ['run-a', 'run-b'],
};
