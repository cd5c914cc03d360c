import { orders } from '../../../../src/pipelines/orders/pipeline.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrdersEvidence } from '../../../../src/pipelines/orders/verify/evidence.js';
import { type Verification, verifyRun } from '../../../../src/experiment/verify/verify.js';
import { encodeHistogram } from '../../../../src/stats/encoded-histogram.js';
import { latencyHistogram } from '../../../../src/stats/percentiles.js';
import { simulateRun } from '../simulated-run.js';
import { sectionsOf } from '../../../../src/pipelines/orders/record.js';

let home: string;
let evidence: OrdersEvidence;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-run-test-'));
  const { record, experiment, results, manifest, latencies } = await simulateRun(home, 'a-run');
  evidence = { record, experiment, results, manifest, latencies };
}, 60_000);
afterAll(() => rm(home, { recursive: true }));

const paths = ({ recomputed, derived }: Verification) =>
  [...recomputed, ...derived].flatMap(({ differences }) => differences.map(({ path }) => path));

/** A copy to be changed. */
const copy = (): { -readonly [K in keyof OrdersEvidence]: NonNullable<OrdersEvidence[K]> } =>
  JSON.parse(JSON.stringify(evidence)) as never;

describe('a run whose numbers agree', () => {
  it('holds, with what was recomputed, derived and claimed told apart', async () => {
    const verification = await verifyRun(orders, evidence);
    expect(paths(verification)).toEqual([]);
    expect(verification.holds).toBe(true);
    expect(verification.recomputed.map(({ what }) => what)).toEqual([
      'the stream of events, by its hash',
      'the analysis of the orders',
      'the ledger',
      'the number of measured events',
    ]);
    expect(verification.derived.map(({ what }) => what)).toContain(
      'percentiles of latencies, from their histograms',
    );
    expect(verification.claimed.join()).toContain('were measured, on this machine');
  });

  it('of an earlier version holds too, and says that its percentiles cannot be checked', async () => {
    const verification = await verifyRun(orders, { ...evidence, latencies: undefined, manifest: undefined });
    expect(verification.holds).toBe(true);
    expect(verification.claimed.join()).toContain('kept no histograms');
  });
});

describe('a run that was edited', () => {
  it.each<[what: string, edit: (run: ReturnType<typeof copy>) => unknown, found: string]>([
    ['the seed', (run) => Object.assign(run.experiment, { seed: 12 }), 'events.valid.sha256'],
    [
      'a setting',
      (run) => Object.assign(run.experiment, { title: 'Another' }),
      'manifest.json: experiment.title',
    ],
    ['the rate', (run) => (run.experiment.validEventsPerSecond = 21), 'ledger.generated'],
    ['the revenue', (run) => (run.results.analysis.totals.revenue += 1), 'analysis.totals.revenue'],
    ['lost events in the ledger', (run) => (sectionsOf(run.record).ledger!.lost = 1), 'ledger.acked'],
    [
      'a partition of the ledger',
      (run) => (sectionsOf(run.record).ledger!.partitions[0]!.rows += 1),
      'ledger.partitions: rows',
    ],
    ['a percentile', (run) => (sectionsOf(run.record).stream!.commit_ms.p95 = 12.3), 'stream.commit_ms.p95'],
    [
      'a curve',
      (run) => (run.results.measurements.latency_curves[0]!.points[1]!.ms = 1),
      'results.json: latency_curves.0.points.1.ms',
    ],
    [
      'a stage',
      (run) => (run.results.measurements.latency_stages[0]!.p50 = 1),
      'results.json: latency_stages.0.p50',
    ],
    [
      'the events per second',
      (run) => (sectionsOf(run.record).producer!.throughput_eps = 99),
      'producer.throughput_eps',
    ],
    ['a second', (run) => (run.results.measurements.throughput[3]!.acked += 5), 'throughput: second 3.acked'],
    ['a batch', (run) => (run.results.measurements.batches[3]!.rows += 5), 'stream.input_rows'],
    [
      'a timing of the manifest',
      (run) => (run.manifest.timings['ack_p50_ms'] = 1),
      'manifest.json: timings.ack_p50_ms',
    ],
    ['the run of the histograms', (run) => (run.latencies.run_id = 'other'), 'latencies.json: run_id'],
    [
      'a histogram',
      (run) => (run.latencies.histograms.corrected = encodeHistogram(latencyHistogram())),
      'latency.corrected_ms.p50',
    ],
  ])('%s', async (_, edit, found) => {
    const edited = copy();
    edit(edited);
    const verification = await verifyRun(orders, edited);
    expect(verification.holds).toBe(false);
    expect(paths(verification)).toContain(found);
  });

  const few = latencyHistogram();
  few.recordUs(5000, 3);
  const percentiles = few.percentilesMs();
  const blocks = { block_seconds: 1, blocks: [encodeHistogram(few)] };

  it.each<[where: string, edit: (run: ReturnType<typeof copy>) => unknown]>([
    [
      'producer.by_producer.valid.ack_ms.count',
      ({ record, latencies }) => {
        sectionsOf(record).producer!.by_producer.valid.ack_ms = percentiles;
        latencies.ack.valid = blocks;
      },
    ],
    [
      'producer.by_producer.invalid.ack_ms.count',
      ({ record, latencies }) => {
        sectionsOf(record).producer!.by_producer.invalid.ack_ms = percentiles;
        latencies.ack.invalid = blocks;
      },
    ],
    [
      'producer.late_ms.count',
      ({ record, latencies }) => {
        sectionsOf(record).producer!.late_ms = percentiles;
        sectionsOf(record).latency!.stages.intended_to_sent = percentiles;
        latencies.histograms.intended_to_sent = encodeHistogram(few);
      },
    ],
    [
      'consumer.end_to_end_ms.count',
      ({ record, latencies }) => {
        sectionsOf(record).consumer!.end_to_end_ms = percentiles;
        latencies.tracker = blocks;
      },
    ],
    [
      'stream.commit_ms.count',
      ({ record, latencies }) => {
        sectionsOf(record).stream!.commit_ms = percentiles;
        sectionsOf(record).latency!.raw_ms = percentiles;
        latencies.committed = blocks;
      },
    ],
  ])('so that latencies of most events are left out, in all files alike: %s', async (where, edit) => {
    const edited = copy();
    edit(edited);
    expect(paths(await verifyRun(orders, edited))).toContain(where);
  });

  it('so that its ledger is no longer reconciled says that the analysis cannot be recomputed', async () => {
    const edited = copy();
    const ledger = sectionsOf(edited.record).ledger!;
    Object.assign(ledger, { valid: ledger.valid - 1, lost: 1, reconciled: false });
    const { claimed } = await verifyRun(orders, edited);
    expect(claimed.join()).toContain('lost 1');
  });
});
