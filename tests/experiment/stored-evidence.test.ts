import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadEvidence, loadStoredEvidence } from '../../src/experiment/stored-evidence.js';
import { type TestHome, testHome } from './home.js';
import { storeRun } from './stored-run.js';
import { words, wordsEvidence } from './words.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

it('is all that lies in the folder of a run', async () => {
  const evidence = wordsEvidence({ seed: 7 }, 'whole');
  const run = await storeRun(home, evidence);
  expect(await loadEvidence(words, run)).toEqual(evidence);
  expect(await loadStoredEvidence(words, run)).toEqual(evidence);
});

it('of a run of version 1 has the names of today', async () => {
  const { record, manifest, ...evidence } = wordsEvidence({}, 'version-1');
  record.made_as_version = 1;
  const run = await storeRun(home, { ...evidence, record, manifest });
  const old = { ...manifest, version: 1, timings: { took_ms: 16, memory: null } };
  await writeFile(run.paths.manifest, JSON.stringify(old));
  const { msPerWord: pause, ...settings } = evidence.experiment;
  await writeFile(run.paths.config, JSON.stringify({ ...settings, pause }));
  const version1 = { sections: [], names: { took_ms: 'time_ms', pause: 'msPerWord' } };
  expect(await loadEvidence({ ...words, version1 }, run)).toEqual({ ...evidence, record, manifest });
});

it('of a run that ended before it had results is without them, and cannot be evidence of any', async () => {
  const { results, ...evidence } = wordsEvidence({}, 'early');
  expect(results).toBeDefined();
  const run = await storeRun(home, { ...evidence, manifest: undefined });
  expect(await loadStoredEvidence(words, run)).toEqual({ ...evidence, manifest: undefined });
  await expect(loadEvidence(words, run)).rejects.toMatchObject({
    code: 'BAD_RUN',
    message: `${run.paths.results} is missing; the run did not get so far`,
  });
});

it('says what makes results where the pipeline can make them', async () => {
  const { results, ...evidence } = wordsEvidence({}, 'committed');
  const run = await storeRun(home, evidence);
  const analyze = () => Promise.resolve(results);
  await expect(loadEvidence({ ...words, analyze }, run)).rejects.toThrow(
    /did not get so far; streambook analyze committed makes it from what was written$/,
  );
});

it.each(['results', 'manifest', 'latencies', 'config'] as const)(
  'names the file of %s that cannot be read',
  async (file) => {
    const run = await storeRun(home, wordsEvidence({}, `torn-${file}`));
    await writeFile(run.paths[file], '{"format":');
    await expect(loadStoredEvidence(words, run)).rejects.toMatchObject({
      code: 'BAD_RUN',
      message: expect.stringMatching(new RegExp(`${file}\\.json cannot be read: `)) as string,
    });
  },
);
