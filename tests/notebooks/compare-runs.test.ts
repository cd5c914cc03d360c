import { expect, it } from 'vitest';
import { compareRunsBy } from '../../src/notebooks/compare-runs.js';
import type { RunData } from '../../src/notebooks/run-data.js';
import type { Metric } from '../../src/runs/metrics.js';
import type { RunRecord } from '../../src/runs/record.js';

const run = (seed: number, phases: readonly number[]) =>
  ({
    runId: `run-${seed}`,
    experiment: {},
    results: {},
    record: { seed, phases: phases.map((ms) => ({ name: 'ride', duration_ms: ms })) },
  }) as unknown as RunData;

const METRICS: readonly Metric<RunRecord>[] = [
  { id: 'seed', label: 'Seed', digits: 0, of: ({ seed }) => seed },
  {
    id: 'ride_ms',
    label: 'First ride',
    unit: 'ms',
    digits: 1,
    of: ({ phases: [first] }) => first?.duration_ms ?? null,
  },
];

it('sets the figures of two runs side by side; what a run did not measure is empty', () => {
  expect(compareRunsBy(METRICS, run(1, [250]), run(2, []))).toEqual([
    { figure: 'Seed', baseline: 1, yours: 2 },
    { figure: 'First ride (ms)', baseline: 250, yours: null },
  ]);
});

it('asks for runs, not for their results', () => {
  const { record } = run(1, []);
  expect(() => compareRunsBy(METRICS, run(1, []), record as never)).toThrow(
    'compareRuns: other is an object: must be a run, as sandboxRun returns it',
  );
});
