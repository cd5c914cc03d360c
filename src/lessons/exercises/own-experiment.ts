import { type Exercise, largest, needed } from './exercise.js';

export const OWN_EXPERIMENT_EXERCISES: readonly Exercise[] = [
  {
    id: '08-1',
    hint: 'the ledger of your run’s record has the number of acknowledged orders',
    answers: ({ runs }) => {
      const { ledger } = needed(runs.own, 'calls runOwnExperiment').record;
      return ledger === undefined ? [] : [ledger.acked];
    },
  },
  {
    id: '08-2',
    hint: 'divide the p95 of your run by the p95 of the lesson’s run, both from sending to the committed file',
    tolerance: 0.02,
    answers: ({ runs }) => {
      const own = needed(runs.own, 'calls runOwnExperiment').record.stream?.commit_ms.p95;
      const shared = needed(runs.shared, 'calls lessonRun').record.stream?.commit_ms.p95;
      return typeof own === 'number' && typeof shared === 'number' ? [own / shared] : [];
    },
  },
  {
    id: '08-3',
    hint: 'record.phases tells name and duration of each phase',
    answers: ({ runs }) =>
      largest(
        needed(runs.own, 'calls runOwnExperiment').record.phases.map(({ name, duration_ms: ms }) => [
          name,
          ms ?? 0,
        ]),
      ),
  },
];
