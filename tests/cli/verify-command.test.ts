import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify, type VerifyOptions } from '../../src/cli/verify-command.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { withEdited } from '../experiment/verify/forge.js';
import { printWords } from '../experiment/verify/words-report.js';
import { type TestHome, testHome } from '../experiment/home.js';
import { storeRun } from '../experiment/stored-run.js';
import { words, wordsEvidence } from '../experiment/words.js';
import { runCommand } from './run-command.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

const { signal } = new AbortController();
const verified = (named: string | undefined, options: VerifyOptions = {}, pipeline: Pipeline = words) =>
  runCommand(
    (program) => program.command('check').action(() => verify([pipeline], named, options, signal)),
    home.folder,
    ['check'],
  );

describe('a run', () => {
  it('is named by its id, or by the path of its folder, wherever that lies', async () => {
    const run = await storeRun(home, wordsEvidence({}, 'good'));
    for (const named of ['good', run.paths.folder, `${run.paths.folder}/`]) {
      const { stdout, error, exitCode } = await verified(named);
      expect([error, exitCode]).toEqual([undefined, undefined]);
      expect(stdout).toMatch(/^run good, [^]*verdict: holds\n$/);
    }
    const elsewhere = await testHome();
    const moved = await storeRun(elsewhere, wordsEvidence({}, 'moved'));
    expect((await verified(moved.paths.folder)).stdout).toMatch(/^run moved, /);
    await elsewhere.remove();
  });

  it('that does not hold is printed whole, then named in one line with the first that differs', async () => {
    const forged = wordsEvidence({}, 'forged');
    forged.results.words.forEach((each) => (each.count += 1));
    await storeRun(home, forged);
    const { stdout, error } = await verified('forged');
    expect(stdout).toContain('verdict: DOES NOT HOLD');
    expect(error).toMatchObject({
      code: 'NOT_VERIFIED',
      message: 'Run forged is not what it claims: words.0.count is 4, should be 3, and 2 more',
    });
  });

  it('that ended before it had results is claimed, and holds', async () => {
    const { results, ...early } = wordsEvidence({}, 'early');
    expect(results).toBeDefined();
    await storeRun(home, early);
    const { stdout, error } = await verified('early');
    expect(error).toBeUndefined();
    expect(stdout).toContain('claimed by the run, cannot be checked:');
    expect(stdout).not.toContain('recomputed');
  });

  it('is repeated when that is asked for, and its data compared', async () => {
    await storeRun(home, wordsEvidence({}, 'first-time'));
    const { stdout, error } = await verified('first-time', { rerun: true });
    expect(error).toBeUndefined();
    expect(stdout).toMatch(/verdict: holds\nsettings: the same, seed included\n/);
    expect(stdout).toMatch(/data: the same, number by number\n$/);
  }, 60_000);

  it('whose repetition gives other data was not reproduced', async () => {
    const { results } = wordsEvidence({ seed: 43 });
    const other = { ...words, run: () => Promise.resolve({ results }) };
    const { error } = await verified('first-time', { rerun: true }, other);
    expect(error).toMatchObject({ code: 'NOT_REPRODUCED' });
    expect(error?.message).toMatch(/^The repetition \S+-count gave other data: 2 numbers differ: words\.0/);
  }, 60_000);
});

describe('a report', () => {
  let pdf: Uint8Array;
  const file = (name: string) => join(home.folder, name);
  beforeAll(async () => {
    pdf = await printWords(home.folder);
    await writeFile(file('report.pdf'), pdf);
    const otherSource = await withEdited(pdf, 'bundle.json', (text) =>
      text.replace(/("source_sha256": *")[0-9a-f]{64}/, `$1${'1'.repeat(64)}`),
    );
    await writeFile(file('EARLIER.PDF'), otherSource);
  }, 60_000);

  it('holds by its pages', async () => {
    const { stdout, exitCode } = await verified(file('report.pdf'), { json: true });
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, pages: { compared: 'drawings' } });
    expect(exitCode).toBeUndefined();
  }, 60_000);

  it('that another version printed is neither verified nor refuted: exit code 3', async () => {
    const { stdout, error, exitCode } = await verified(file('EARLIER.PDF'));
    expect(stdout).toContain('verdict: holds in its words alone');
    expect([error, exitCode]).toEqual([undefined, 3]);
  }, 60_000);

  it('is one of a folder, of which each is checked and counted', async () => {
    await mkdir(file('submissions'));
    await writeFile(file('submissions/ada.pdf'), pdf);
    await writeFile(file('submissions/bob.pdf'), 'no PDF');
    const { stdout, stderr, error } = await verified(file('submissions'));
    expect(stdout).toMatch(/^ada\.pdf +\S+-count +42 +– +holds$/m);
    expect(stderr).toContain('checking 2 of 2: bob.pdf');
    expect(error).toMatchObject({ code: 'NOT_VERIFIED', message: '1 of 2 reports do not hold' });
    const repeated = await verified(file('submissions'), { rerun: true });
    expect(repeated.error).toMatchObject({ code: 'BAD_USAGE' });
  }, 60_000);

  it.each([
    ['missing.pdf', 'NO_SUCH_FILE', /missing\.pdf cannot be checked: there is no such file$/],
    ['essay.txt', 'NO_PDF', /essay\.txt is no PDF; name a report, a run or a folder of reports$/],
    ['empty', 'NO_REPORTS', /empty has no PDF in it$/],
  ])('%s is refused', async (name, code, message) => {
    await mkdir(file('empty'), { recursive: true });
    await writeFile(file('essay.txt'), 'words');
    const { error } = await verified(file(name));
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

it('a name that is no file is that of a run, and the runs there are are named', async () => {
  const { error } = await verified('frged');
  expect(error).toMatchObject({ code: 'NO_SUCH_RUN' });
  expect(error?.message).toContain('Did you mean "forged"?');
});
