import { readLanded } from '../../analysis/landed.js';
import { listBatches } from '../../analysis/sink-log.js';
import { type Exercise, largest, sharedRun } from './exercise.js';

export const QUALITY_EXERCISES: readonly Exercise[] = [
  {
    id: '05-1',
    hint: 'filter the quarantined rows by size(reasons), and count them',
    answers: async (lesson) => {
      let found = 0;
      for await (const { rows } of readLanded(await listBatches(sharedRun(lesson).paths.orders))) {
        found += rows.filter(({ reasons }) => (reasons?.length ?? 0) > 1).length;
      }
      return [found];
    },
  },
  {
    id: '05-2',
    hint: 'run.results.analysis.quality.reasons counts the rows of each reason',
    answers: (lesson) =>
      largest(sharedRun(lesson).results.analysis.quality.reasons.map(({ reason, rows }) => [reason, rows])),
  },
  {
    id: '05-3',
    hint: 'add up rows and detected over all modes but "none"; the answer is in percent',
    tolerance: 0.001,
    answers: (lesson) => {
      const spoilt = sharedRun(lesson).results.analysis.quality.modes.filter(({ mode }) => mode !== 'none');
      const sum = (count: 'rows' | 'detected') => spoilt.reduce((total, mode) => total + mode[count], 0);
      return [(100 * sum('detected')) / sum('rows')];
    },
  },
];
