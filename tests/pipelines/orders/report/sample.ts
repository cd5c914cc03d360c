import { analyze } from '../../../../src/pipelines/orders/analysis/analyze.js';
import { committedCollector } from '../../../../src/pipelines/orders/analysis/collect.js';
import type { OrderChunk } from '../../../../src/pipelines/orders/analysis/committed-orders.js';
import type { Analysis, Results } from '../../../../src/pipelines/orders/analysis/results.js';
import { ordersExperiment } from '../../../../src/pipelines/orders/config.js';
import type { Percentiles } from '../../../../src/stats/percentiles.js';
import { CHARTS } from '../../../../src/pipelines/orders/charts/index.js';
import { renderSvg } from '../../../../src/charts/render.js';
import type { ReportChart } from '../../../../src/report/input.js';
import type { OrdersInput } from '../../../../src/pipelines/orders/report/types.js';
import type { RunRecord } from '../../../../src/runs/record.js';
import { EXPECTED_REASONS, REFERENCE_DATE, RUN_ID, seededRun } from '../analysis/seeded-run.js';
import type { OrdersSections } from '../../../../src/pipelines/orders/record.js';
import { EXAMPLE_MACHINE, EXAMPLE_VERSIONS } from '../../../report/example-environment.js';

/**
 * A run of `quick` as it might have been: the analysis of what the seeded generator makes, and made-up measurements
 * that agree with each other.
 */
const VALID = 6000;
const INVALID = 600;

/** The analysis of that many seeded events, through the code that a run uses. */
export function sampleAnalysis(valid = VALID, invalid = INVALID): Promise<Analysis> {
  const committed = seededRun(valid, invalid);
  const collector = committedCollector({
    runId: RUN_ID,
    referenceDate: REFERENCE_DATE,
    expectedReasons: EXPECTED_REASONS,
  });
  for (const validity of ['valid', 'invalid'] as const) {
    collector.add({ file: { partition: { validity } }, rows: committed[validity] } as unknown as OrderChunk);
  }
  return analyze(collector.collected());
}

const CURVE_PERCENTILES = [0, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];

/** A latency whose logarithm is about normal: median and 95th percentile give the rest. */
function curve(name: 'ack' | 'tracker' | 'committed file', p50: number, p95: number, mean = p50) {
  const spread = Math.log(p95 / p50) / 1.645;
  const z = [-2.6, -1.28, -0.67, 0, 0.67, 1.28, 1.645, 2.33, 2.58, 3.09, 3.4];
  const points = CURVE_PERCENTILES.map((percentile, index) => ({
    percentile,
    ms: Math.round(p50 * Math.exp(spread * (z[index] ?? 0)) * 1000) / 1000,
  }));
  const at = (percentile: number) => points.find((point) => point.percentile === percentile)?.ms ?? null;
  const values = (count: number): Percentiles => ({
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p99_9: at(99.9),
    max: at(100),
    count,
    zeros: 0,
    negatives: 0,
    mean,
  });
  return { name, points, values };
}

const ACK = curve('ack', 4.112, 9.87);
const TRACKER = curve('tracker', 6.803, 15.2);
const COMMITTED = curve('committed file', 219.4, 349.1);
const BATCH = curve('committed file', 141.2, 228.9);
const LATE = curve('ack', 0.31, 1.1);

/** Wobbles between -1 and 1, the same for the same step. */
const wobble = (step: number) => Math.sin(step * 12.9898) * Math.cos(step * 4.1414);

function measurements(): Results['measurements'] {
  const batches = Array.from({ length: 189 }, (_, batch_id) => ({
    batch_id,
    second: Math.round((0.3 + batch_id * 0.159) * 1000) / 1000,
    rows: Math.round(34.9 + 6 * wobble(batch_id)),
    duration_ms: Math.round(146 + 44 * wobble(batch_id + 0.5)),
  }));
  const throughput = Array.from({ length: 31 }, (_, second) => ({
    second,
    sent: second < 30 ? 220 : 0,
    acked: second === 0 ? 219 : second < 30 ? 220 : 1,
    committed: second < 30 ? 220 + Math.round(30 * wobble(second)) - (second === 0 ? 40 : 0) : 45,
  }));
  return {
    latency_curves: [ACK, TRACKER, COMMITTED].map(({ name, points }) => ({ name, points })),
    throughput,
    batches,
    latency_stages: [
      { stage: 'intended_to_sent', p50: 0.4, p95: 1.2, p99: 2.2, mean: 0.5 },
      { stage: 'sent_to_appended', p50: 1.9, p95: 5.4, p99: 9.7, mean: 2.3 },
      { stage: 'appended_to_batch_start', p50: 81.5, p95: 150.2, p99: 187.6, mean: 80.1 },
      { stage: 'batch_start_to_committed', p50: 141.2, p95: 228.9, p99: 301.7, mean: 149.6 },
      { stage: 'intended_to_committed', p50: 220.1, p95: 351.8, p99: 436.3, mean: 232.5 },
    ],
  };
}

const SECTIONS: OrdersSections = {
  producer: {
    sent_ok: VALID + INVALID,
    sent_error: 0,
    throughput_eps: 219.93,
    ack_ms: ACK.values(5500),
    by_producer: {
      valid: { sent_ok: VALID, sent_error: 0, throughput_eps: 199.94, ack_ms: ACK.values(5000) },
      invalid: { sent_ok: INVALID, sent_error: 0, throughput_eps: 19.99, ack_ms: ACK.values(500) },
    },
    late_ms: LATE.values(5500),
    timeline: [],
  },
  consumer: {
    processed: VALID + INVALID,
    errors: 66,
    commits: 67,
    throughput_eps: 213.4,
    end_to_end_ms: TRACKER.values(5500),
  },
  stream: {
    query_id: '6f1d3c1e-63d8-4ac7-9c52-9a4f6f6f5a11',
    batches: 189,
    input_rows: VALID + INVALID,
    commit_ms: COMMITTED.values(5500),
    batch_duration_ms: BATCH.values(189),
    rows_per_batch: 34.92,
    processed_rows_per_second: 239.2,
  },
  latency: {
    raw_ms: COMMITTED.values(5500),
    corrected_ms: COMMITTED.values(5500),
    stages: {
      intended_to_sent: LATE.values(5500),
      sent_to_appended: LATE.values(5500),
      appended_to_acked: ACK.values(5500),
      appended_to_batch_start: BATCH.values(5500),
      batch_start_to_committed: BATCH.values(5500),
    },
    batch_wait_explained_ms: { p50: 79.4, p90: 143.2, p95: 151.1, p99: 183.4, p99_9: 201.3, max: 210 },
  },
  ledger: {
    generated: VALID + INVALID,
    acked: VALID + INVALID,
    failed: 0,
    valid: VALID,
    invalid: INVALID,
    lost: 0,
    duplicates: 0,
    unexpected: 0,
    reordered: 0,
    missing: [],
    partitions: Array.from({ length: 6 }, (_, partition) => ({
      partition,
      rows: (VALID + INVALID) / 6,
      duplicates: 0,
      reordered: 0,
    })),
    uneven_batches: [],
    broker_messages: VALID + INVALID,
    reconciled: true,
  },
};

const RECORD: RunRecord = {
  format: 'streambook-run',
  version: 2,
  pipeline: 'orders',
  run_id: '20261121-105812-quick-42',
  experiment: 'quick',
  status: 'running',
  seed: 42,
  command: ['run', 'quick'],
  process: { pid: 4242 },
  sections: SECTIONS,
  started_at: '2026-11-21T10:58:12.000Z',
  phases: [
    { name: 'prepare', duration_ms: 21 },
    { name: 'services', duration_ms: 5230 },
    { name: 'warm_up', duration_ms: 14_890 },
    { name: 'start_stream', duration_ms: 1890 },
    { name: 'produce', duration_ms: 30_011 },
    { name: 'drain', duration_ms: 903 },
    { name: 'collect', duration_ms: 640 },
    { name: 'analyze', duration_ms: 1320 },
    { name: 'charts', duration_ms: 1710 },
    { name: 'report', duration_ms: null },
  ].map((phase, index) => ({
    name: phase.name,
    started_at: `2026-11-21T10:58:${12 + index * 4}.000Z`,
    duration_ms: phase.duration_ms,
    status: phase.duration_ms === null ? ('running' as const) : ('done' as const),
  })),
  versions: { ...EXAMPLE_VERSIONS },
  machine: { ...EXAMPLE_MACHINE },
};

const CHART_IDS = [
  'throughput',
  'batches',
  'latency-percentiles',
  'latency-stages',
  'confusion',
  'invalid-reasons',
  'item-weekday-3d',
  'weekday-hour-heatmap',
  'pareto',
  'order-value-box',
] as const;

const chart = (id: string) => ({
  id,
  alt: `Stand-in for ${id}`,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320" viewBox="0 0 600 320"><defs><clipPath id="clip1"><rect width="600" height="320"/></clipPath></defs><g clip-path="url(#clip1)"><rect width="600" height="320" fill="#eef2f5"/><text x="300" y="160" text-anchor="middle">${id}</text></g></svg>`,
});

/** The charts as a run draws them; {@link sampleInput} has stand-ins, which are there at once. */
export function realCharts(results: Results): Promise<readonly ReportChart[]> {
  return Promise.all(
    CHARTS.map(async (drawn) => ({
      id: drawn.id,
      alt: drawn.describes,
      svg: await renderSvg(drawn.spec(results)),
    })),
  );
}

let analysed: Promise<Analysis> | undefined;

/** Made again at each call, so that a test may change it. */
export async function sampleInput(): Promise<OrdersInput> {
  analysed ??= sampleAnalysis();
  const question =
    'Does the pipeline carry 220 orders a second reliably, and how long does an order wait for its file?';
  return structuredClone({
    record: RECORD,
    experiment: ordersExperiment({ title: 'Quick look', question }, 'quick', 'quick.json'),
    results: { analysis: await analysed, measurements: measurements() },
    charts: CHART_IDS.map(chart),
  });
}
