import type { OrdersEvidence } from '../../../src/pipelines/orders/verify/evidence.js';
import { orders } from '../../../src/pipelines/orders/pipeline.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonText } from '../../../src/cli/comparison.js';
import { compareRuns } from '../../../src/experiment/compare/compare-runs.js';
import type { Evidence } from '../../../src/experiment/evidence.js';
import { simulatedExperiment, simulateRun } from './simulated-run.js';
import { sectionsOf } from '../../../src/pipelines/orders/record.js';

let home: string;
let first: Evidence;
let repeated: Evidence;
let slower: Evidence;

async function evidenceOf(runId: string, changes: object = {}): Promise<Evidence> {
  const { record, experiment, results, manifest, latencies } = await simulateRun(
    home,
    runId,
    simulatedExperiment(changes),
  );
  return { record, experiment, results, manifest, latencies };
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'compare-runs-test-'));
  first = await evidenceOf('first');
  repeated = await evidenceOf('repeated');
  slower = await evidenceOf('slower', { triggerIntervalSeconds: 5, partitions: 12 });
}, 120_000);
afterAll(() => rm(home, { recursive: true }));

const textOf = (one: Evidence, other: Evidence) =>
  comparisonText('one', 'other', compareRuns(orders, one, other));

describe('the noise of a comparison', () => {
  it('of two repetitions finds the same settings and data, and ratios within noise', () => {
    const comparison = compareRuns(orders, first, repeated);
    expect(comparison).toMatchObject({ settings: [], sameDataExpected: true, data: [] });
    const ack = comparison.timings.find(({ metric }) => metric.id === 'ack_p50_ms');
    expect(ack?.interval?.low).toBeLessThanOrEqual(1);
    expect(ack?.interval?.high).toBeGreaterThanOrEqual(1);
    const text = textOf(first, repeated);
    expect(text).toMatch(/^settings: the same, seed included\n/);
    expect(text).toMatch(/Latency to the acknowledgement, p50 \(ms\) .* x .* to .* within noise/);
    expect(text).toContain('data: the same, number by number');
  });

  it('says of a run that lost orders that its data are not complete, and not what they should be', () => {
    const edited = JSON.parse(JSON.stringify(repeated)) as OrdersEvidence;
    edited.results.analysis.totals.orders -= 1;
    Object.assign(sectionsOf(edited.record).ledger ?? {}, { lost: 1, reconciled: false });
    expect(textOf(first, edited)).toMatch(/data: 1 number differs; the ledger of repeated is not reconciled/);
  });

  it('of a run without histograms says that its noise is unknown, and why', () => {
    const text = textOf({ ...first, latencies: undefined }, repeated);
    expect(text).toMatch(/Latency to the acknowledgement, p50 \(ms\) .* noise unknown/);
    expect(text).toMatch(
      /^Noise is unknown for figures of which a run has fewer than 8 stretches of time: first has none/m,
    );
  });

  it('of a run with few micro-batches knows the noise of what does not wait for them, and says why not of the rest', () => {
    const text = textOf(first, slower);
    expect(text).toMatch(/Latency to the acknowledgement, p95 \(ms\) .* x +[\d.]+ to [\d.]+/);
    expect(text).toMatch(/Latency to the committed file, p95 \(ms\) .* noise unknown/);
    expect(text).toMatch(
      /^Noise is unknown for figures of which a run has fewer than 8 stretches of time: slower has \d of 10 s/m,
    );
  });
});
