import { sectionsOf } from '../../record.js';
import { isDeepStrictEqual } from 'node:util';
import type { Experiment } from '../../config.js';
import { largest, needed } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';

/** The settings in which two experiments differ, by their names. */
const changedKeys = (one: Experiment, other: Experiment) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => !isDeepStrictEqual(one[key as keyof Experiment], other[key as keyof Experiment]),
  );

export const OWN_EXPERIMENT_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '08-1',
    hint: 'the ledger of your run’s record has the number of acknowledged orders',
    answers: ({ runs }) => {
      const { ledger } = sectionsOf(needed(runs.own, 'calls runOwnExperiment').record);
      return ledger === undefined ? [] : [ledger.acked];
    },
  },
  {
    id: '08-2',
    hint: 'divide the p95 of your run by the p95 of the sandbox’s run, both from sending to the committed file',
    tolerance: 0.02,
    answers: ({ runs }) => {
      const own = sectionsOf(needed(runs.own, 'calls runOwnExperiment').record).stream?.commit_ms.p95;
      const shared = sectionsOf(needed(runs.shared, 'calls sandboxRun').record).stream?.commit_ms.p95;
      return typeof own === 'number' && typeof shared === 'number' ? [own / shared] : [];
    },
  },
  {
    id: '08-3',
    hint: 'record.phases has the name and duration of each phase',
    answers: ({ runs }) =>
      largest(
        needed(runs.own, 'calls runOwnExperiment').record.phases.map(({ name, duration_ms: ms }) => [
          name,
          ms ?? 0,
        ]),
      ),
  },
  {
    id: '08-4',
    hint: 'go through Object.keys, and compare lists and objects by their JSON: two equal lists are not ===',
    trials({ runs }) {
      const own = needed(runs.own, 'calls runOwnExperiment').experiment;
      const shared = needed(runs.shared, 'calls sandboxRun').experiment;
      const copy = structuredClone(shared);
      return [
        { describes: 'your two experiments', given: [shared, own], expected: changedKeys(shared, own) },
        { describes: 'an experiment and its copy', given: [shared, copy], expected: [] },
        {
          describes: 'an experiment and one with another seed',
          given: [shared, { ...copy, seed: shared.seed + 1 }],
          expected: ['seed'],
        },
      ];
    },
  },
];
