import { largestOf } from '../../runtime/extremes.js';
import { commitLatenciesMs, describeLatencies, shareAboveMean } from '../latency.js';
import { type Exercise, sharedRun } from './exercise.js';

export const LATENCY_EXERCISES: readonly Exercise[] = [
  {
    id: '04-1',
    hint: 'describeLatencies tells the percentiles of the run’s latencies; the answer is in milliseconds',
    tolerance: 0.02,
    answers: async (lesson) => {
      const { runId, paths } = sharedRun(lesson);
      const { p99 } = describeLatencies(await commitLatenciesMs(paths.orders, runId));
      return p99 === null ? [] : [p99];
    },
  },
  {
    id: '04-2',
    hint: 'there is a function for it: its name begins with share, and it takes the list of latencies',
    tolerance: 0.03,
    answers: async (lesson) => {
      const { runId, paths } = sharedRun(lesson);
      return [shareAboveMean(await commitLatenciesMs(paths.orders, runId))];
    },
  },
  {
    id: '04-3',
    hint: 'run.results.measurements.throughput has a line for each second: look for the largest committed',
    answers: (lesson) => {
      const { throughput } = sharedRun(lesson).results.measurements;
      return [largestOf(throughput.map(({ committed }) => committed))];
    },
  },
];
