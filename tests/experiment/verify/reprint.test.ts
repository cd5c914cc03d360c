import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderFailedRun } from '../../../src/experiment/failed-report.js';
import { expectedProperties, reprint } from '../../../src/experiment/verify/reprint.js';
import type { UnpackedBundle } from '../../../src/report/bundle.js';
import { compareDrawings } from '../../../src/report/page-differences.js';
import { pdfProperties } from '../../../src/report/pdf-properties.js';
import { type TestHome, testHome } from '../home.js';
import { storeRun } from '../stored-run.js';
import { words, type WordCounts, type Words, wordsEvidence } from '../words.js';
import { bundleOf, printWords } from './words-report.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

describe('the report of a run', () => {
  let pdf: Uint8Array;
  let bundle: UnpackedBundle<Words, WordCounts>;
  beforeAll(async () => {
    pdf = await printWords(home.folder);
    bundle = await bundleOf(pdf);
  }, 60_000);

  it('is printed again, stroke by stroke, from what is attached to it', async () => {
    const again = await reprint(words, bundle);
    expect(again.chromiumVersion).toBe(bundle.renderer.chromium);
    expect((await compareDrawings(again.pdf, pdf)).differences).toEqual([]);
  }, 60_000);

  it('printed by a Chromium that is not here is printed by the one that is', async () => {
    const { renderer } = bundle;
    const again = await reprint(words, { ...bundle, renderer: { ...renderer, chromium: '999.0.0.0' } });
    expect(again.chromiumVersion).toBe(renderer.chromium);
  }, 60_000);

  it('has the properties that follow from its data', async () => {
    expect(await expectedProperties(words, bundle)).toEqual(await pdfProperties(pdf));
  });

  it.each(['run.json', 'config.json', 'results.json'] as const)(
    'cannot be printed without %s',
    async (name) => {
      const contents = { ...bundle.contents, [name]: undefined };
      await expect(reprint(words, { ...bundle, contents })).rejects.toMatchObject({
        code: 'BAD_REPORT',
        message: `the attached ${name} is missing`,
      });
    },
  );

  it('is refused when its data make no report', async () => {
    const record = { ...wordsEvidence().record, started_at: 'yesterday' };
    const contents = { ...bundle.contents, 'run.json': record };
    await expect(reprint(words, { ...bundle, contents })).rejects.toMatchObject({
      code: 'BAD_REPORT',
      message: expect.stringMatching(/^the attached data make no report: /) as string,
    });
  }, 60_000);
});

describe('the report of a failed run', () => {
  it('is printed again from its record, its settings and its log', async () => {
    const { results, ...evidence } = wordsEvidence({}, 'failing');
    expect(results).toBeDefined();
    evidence.record.status = 'failed';
    evidence.record.error = { phase: 'collect', code: 'SERVICE_DIED', message: 'spark died' };
    const run = await storeRun(home, evidence);
    const written = await renderFailedRun(words, home.settings.paths, run, new AbortController().signal);
    const pdf = await readFile(written.pdf);
    const bundle = await bundleOf(pdf);
    const again = await reprint(words, bundle);
    expect((await compareDrawings(again.pdf, pdf)).differences).toEqual([]);
    expect(await expectedProperties(words, bundle)).toEqual(await pdfProperties(pdf));
    const contents = { ...bundle.contents, 'parts.json': undefined };
    await expect(reprint(words, { ...bundle, contents })).rejects.toMatchObject({ code: 'BAD_REPORT' });
  }, 60_000);
});
