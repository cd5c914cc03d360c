import { expect, it } from 'vitest';
import { claimsOf } from '../../../src/experiment/verify/claims.js';
import { words, wordsEvidence, type WordsEvidence } from '../words.js';

const claimsWith = (change: (evidence: WordsEvidence) => unknown = () => undefined, pipeline = words) => {
  const evidence = wordsEvidence();
  change(evidence);
  return claimsOf(pipeline, evidence);
};

it('are what no seed and no other data determine, the pipeline’s own among them', () => {
  expect(claimsWith()).toEqual([
    'that counting took 16 ms',
    'that the run began at 2026-01-31T09:30:00.000Z, and the times of its phases',
    'that no service died or was suspended while the run needed it',
    'the machine: Example CPU, 2 cores, Linux 6.1 x64',
    'the versions: Streambook 0.1.0, Node.js 20.20.2',
    'the commit c0ffee and the locked packages, the limits of the process and JVM flags',
  ]);
});

it('of a run that ended early are those that it came to, and how it ended', () => {
  const found = claimsWith((evidence) => {
    const { machine, versions, ...begun } = evidence.record;
    evidence.record = {
      ...begun,
      error: { phase: 'services', code: 'PORT_TAKEN', message: 'Port 9092 is taken' },
    };
    evidence.manifest = undefined;
    expect([machine, versions]).not.toContain(undefined);
  });
  expect(found.slice(1)).toEqual([
    'that the run began at 2026-01-31T09:30:00.000Z, and the times of its phases',
    'that no service died or was suspended while the run needed it',
    'that the run ended in phase services: Port 9092 is taken',
  ]);
});

it('say what happened to the services, one by one', () => {
  const found = claimsWith(({ record }) => {
    record.incidents = [
      { service: 'broker-1', what: 'died', at_s: 12.3, phase: 'produce' },
      { service: 'broker-1', what: 'started again', at_s: 20, phase: 'produce' },
    ];
  });
  expect(found).toContain(
    'what happened to the services: broker-1 died at 12.3 s, broker-1 started again at 20.0 s',
  );
  expect(found.join()).not.toContain('no service died');
});

it('name authors, notebooks, services of others, and a commit that nobody knows', () => {
  const found = claimsWith(({ record, manifest }) => {
    record.title_page = { authors: ['Ada', 'Bob'] };
    record.notebooks = [];
    record.versions = { spark: '4.0.0', kafka: null };
    if (manifest) manifest.code.git_commit = null;
  });
  expect(found).toEqual(
    expect.arrayContaining([
      'that the authors are Ada, Bob',
      'the outputs of the notebooks, of which the record has hashes',
      'the versions: Apache Kafka external, Apache Spark 4.0.0',
      expect.stringMatching(/^the commit \(none\) and the locked packages/),
    ]),
  );
});
