import { expect, it } from 'vitest';
import { identity } from '../../../src/experiment/verify/identity.js';
import { words, wordsEvidence, type WordsEvidence } from '../words.js';

const identityAfter = (change: (evidence: WordsEvidence) => unknown) => {
  const evidence = wordsEvidence();
  change(evidence);
  return identity(words, evidence);
};

it('compares name, seed, settings, versions, machine and timings between the files of a run', () => {
  const { what, values, differences } = identityAfter(() => undefined);
  expect(differences).toEqual([]);
  expect(what).toBe('one run, one experiment in all files');
  // Experiment, seed, run id and pipeline; 7 settings; 2 versions, 2 timings, 4 facts of the machine.
  expect(values).toBe(4 + 7 + 2 + 2 + 4);
});

it.each<[what: string, change: (evidence: WordsEvidence) => unknown, path: string]>([
  ['the name', ({ record }) => (record.experiment = 'quick'), 'run.json: experiment'],
  ['the seed', ({ record }) => (record.seed = 43), 'run.json: seed'],
  ['the run', ({ manifest }) => (manifest!.run_id = 'another'), 'manifest.json: run_id'],
  ['a setting', ({ experiment }) => (experiment.msPerWord = 3), 'manifest.json: experiment.msPerWord'],
  [
    'a version',
    ({ record }) => (record.versions = { node: '20.20.2' }),
    'manifest.json: versions.streambook',
  ],
  ['a metric', ({ record }) => (record.sections['time_ms'] = 1), 'manifest.json: timings.time_ms'],
  ['the machine', ({ manifest }) => delete manifest!.machine, 'manifest.json: machine'],
  [
    'the run of the histograms',
    (evidence) => (evidence.latencies = { run_id: 'another' } as never),
    'latencies.json: run_id',
  ],
])('finds %s that is another', (_, change, path) => {
  expect(identityAfter(change).differences.map((each) => each.path)).toEqual([path]);
});

it('compares what there is of a run without a manifest', () => {
  const { values, differences } = identityAfter((evidence) => (evidence.manifest = undefined));
  expect([values, differences]).toEqual([2, []]);
});
