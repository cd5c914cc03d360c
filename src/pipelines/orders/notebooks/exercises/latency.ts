import { largestOf } from '../../../../core/lists.js';
import { describeLatencies, shareAboveMean } from '../../../../notebooks/latencies.js';
import { commitLatenciesMs } from '../commit-latencies.js';
import { sharedRun } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';
import { ordersFolder } from '../../run-files.js';

/** The nearest rank: the smallest value that at least p percent of the values do not exceed. */
function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil((sorted.length * p) / 100) - 1] ?? NaN;
}

export const LATENCY_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '04-1',
    hint: 'describeLatencies returns the percentiles of the run’s latencies; the answer is in milliseconds',
    tolerance: 0.02,
    answers: async (sandbox) => {
      const { runId, paths } = sharedRun(sandbox);
      const { p99 } = describeLatencies(await commitLatenciesMs(ordersFolder(paths), runId));
      return p99 === null ? [] : [p99];
    },
  },
  {
    id: '04-2',
    hint: 'there is a function for it: its name begins with share, and it takes the list of latencies',
    tolerance: 0.03,
    answers: async (sandbox) => {
      const { runId, paths } = sharedRun(sandbox);
      return [shareAboveMean(await commitLatenciesMs(ordersFolder(paths), runId))];
    },
  },
  {
    id: '04-3',
    hint: 'run.results.measurements.throughput has a line for each second: look for the largest committed',
    answers: (sandbox) => {
      const { throughput } = sharedRun(sandbox).results.measurements;
      return [largestOf(throughput.map(({ committed }) => committed))];
    },
  },
  {
    id: '04-4',
    hint: 'sort a copy by number, (a, b) => a - b, and take the value at position Math.ceil(n * p / 100) - 1',
    async trials(sandbox) {
      const { runId, paths } = sharedRun(sandbox);
      const latencies = await commitLatenciesMs(ordersFolder(paths), runId);
      const few = [9, 100, 25, 1000, 4];
      return [
        { describes: 'your latencies and 95', given: [latencies, 95], expected: percentile(latencies, 95) },
        { describes: 'your latencies and 50', given: [latencies, 50], expected: percentile(latencies, 50) },
        { describes: `[${few.join(', ')}] and 60`, given: [few, 60], expected: percentile(few, 60) },
        { describes: `[${few.join(', ')}] and 99`, given: [few, 99], expected: percentile(few, 99) },
      ];
    },
  },
];
