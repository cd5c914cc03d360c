import { describe, expect, test } from 'vitest';
import { ordersExperiment } from '../../../../src/pipelines/orders/config.js';
import { burst, commitModel, drift } from '../../../../src/pipelines/orders/report/batch-findings.js';
import { sampleInput } from './sample.js';
import { sectionsOf } from '../../../../src/pipelines/orders/record.js';

const sample = await sampleInput();

/** Batches of a run with a warm-up of five seconds, one every second. */
function measured(
  durationsMs: readonly number[],
  { triggerIntervalSeconds = 0, rows = durationsMs.map(() => 1) } = {},
) {
  const batches = durationsMs.map((duration_ms, batch_id) => ({
    batch_id,
    second: batch_id,
    rows: rows[batch_id] ?? 0,
    duration_ms,
  }));
  const raw = { title: 'Test', question: 'Why?', excludedRampUpSeconds: 5, triggerIntervalSeconds };
  return {
    ...sample,
    experiment: ordersExperiment(raw, 'test', 'test.json'),
    results: { ...sample.results, measurements: { ...sample.results.measurements, batches } },
  };
}

const WARMUP = [9000, 9000, 9000, 9000, 9000];

describe('commitModel', () => {
  test('without an interval, half a batch passes before the next; the warm-up does not count', () => {
    expect(commitModel(measured([...WARMUP, 140, 140]))).toMatchObject({
      waitMs: 70,
      batchMs: 140,
      asapMs: 210,
    });
  });

  test('with an interval, half of it passes', () => {
    const model = (durationMs: number) =>
      commitModel(measured([...WARMUP, durationMs], { triggerIntervalSeconds: 5 }));
    expect(model(140)).toMatchObject({ waitMs: 2500, batchMs: 140, asapMs: 210 });
    expect(model(8000)).toMatchObject({ waitMs: 4000, batchMs: 8000, asapMs: 12_000 });
  });

  test('a batch counts by its events', () => {
    const rows = [0, 0, 0, 0, 0, 10, 10, 100];
    expect(commitModel(measured([...WARMUP, 100, 110, 300], { rows }))?.batchMs).toBe(300);
  });

  test('it fits when the measured median is within a factor of two', () => {
    const measuredMs = sectionsOf(sample.record).stream?.commit_ms.p50 ?? NaN;
    const fits = (expectedMs: number) => commitModel(measured([...WARMUP, expectedMs / 1.5]))?.fits;
    expect(fits(measuredMs)).toBe(true);
    expect(fits(measuredMs * 1.9)).toBe(true);
    expect(fits(measuredMs * 2.1)).toBe(false);
    expect(fits(measuredMs / 2.1)).toBe(false);
  });

  test('without batches there is nothing to say', () => {
    expect(commitModel(measured([]))).toBeUndefined();
    expect(commitModel(measured(WARMUP))).toBeUndefined();
  });
});

describe('drift compares the two halves of the run', () => {
  const around = (medianMs: number, spreadMs = 4) =>
    Array.from({ length: 12 }, (_, index) => medianMs + ((index * 7) % 12) * spreadMs - 5.5 * spreadMs);

  test('a change is reported when it is large and the intervals lie apart', () => {
    expect(drift(measured([...WARMUP, ...around(100), ...around(300)]))).toMatchObject({
      first: { median: 100, values: 12 },
      second: { median: 300, values: 12 },
      change: 'slower',
    });
    expect(drift(measured([...WARMUP, ...around(300), ...around(100)]))?.change).toBe('faster');
    expect(drift(measured([...WARMUP, ...around(100, 1), ...around(104, 1)]))?.change).toBe('steady');
  });

  test('where the spread leaves room for a change, nothing is told', () => {
    expect(drift(measured([...WARMUP, ...around(300, 60), ...around(380, 60)]))?.change).toBe('undecided');
  });

  test('halves with different loads are not compared', () => {
    const run = measured([...WARMUP, ...around(100), ...around(300)]);
    const burst = { shape: 'spike', atSeconds: 10, forSeconds: 5, factor: 4 } as const;
    expect(drift({ ...run, experiment: { ...run.experiment, invalidLoad: burst } })).toBeUndefined();
  });

  test('a few batches tell nothing', () => {
    expect(drift(measured([...WARMUP, 110, 120, 100, 320, 310, 300]))?.change).toBe('too few batches');
    expect(drift(measured([...WARMUP, 100]))).toBeUndefined();
  });
});

describe('a burst', () => {
  test('its batches are compared with the others', () => {
    const run = measured([...WARMUP, ...Array.from({ length: 40 }, () => 100)]);
    const spike = { shape: 'spike', atSeconds: 20, forSeconds: 10, factor: 4 } as const;
    const batches = run.results.measurements.batches.map((batch) =>
      batch.second >= 20 && batch.second < 30 ? { ...batch, duration_ms: 300 } : batch,
    );
    const results = { ...run.results, measurements: { ...run.results.measurements, batches } };
    const found = burst({ ...run, results, experiment: { ...run.experiment, invalidLoad: spike } });
    expect(found).toMatchObject({
      fromSecond: 20,
      toSecond: 30,
      inside: { median: 300 },
      outside: { median: 100 },
    });
    expect(burst(run)).toBeUndefined();
  });
});
