import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartsOf, drawCharts, renderReport, reportFolder } from '../../src/experiment/render.js';
import { readPdf } from '../report/pdf-reader.js';
import { type TestHome, testHome } from './home.js';
import { storeRun } from './stored-run.js';
import { words, wordsEvidence } from './words.js';

let home: TestHome;
beforeAll(async () => void (home = await testHome()));
afterAll(() => home.remove());

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('charts', () => {
  it('are drawn from the results, with what they show for readers who cannot see them', async () => {
    const [bars, ...others] = await chartsOf(words.charts, { words: [{ word: 'streams', count: 2 }] });
    expect(others).toEqual([]);
    expect(bars).toMatchObject({ id: 'bars', alt: 'Bars of the counts' });
    expect(bars?.svg).toMatch(/^<svg[^]*streams[^]*<\/svg>/);
  });

  it('become files under their ids, for other documents', async () => {
    const folder = join(home.folder, 'not', 'there', 'yet');
    const [bars] = await drawCharts(words.charts, wordsEvidence().results, folder);
    expect((await readdir(folder)).sort()).toEqual(['bars.png', 'bars.svg']);
    expect(await readFile(join(folder, 'bars.svg'), 'utf8')).toBe(bars?.svg);
    expect((await readFile(join(folder, 'bars.png'))).subarray(0, 8)).toEqual(PNG_SIGNATURE);
  });
});

describe('the report of a stored run', () => {
  const { signal } = new AbortController();

  it('is printed again from what the run left, into its own folder', async () => {
    const run = await storeRun(home);
    const { pdf, html } = await renderReport(words, home.settings.paths, run, signal);
    const folder = reportFolder(home.settings.paths, run.runId);
    expect([pdf, html].map((file) => file.startsWith(`${folder}/`))).toEqual([true, true]);
    const { pages, title } = await readPdf(await readFile(pdf));
    expect(title).toContain('20260131-093000-count');
    expect(pages.join(' ')).toContain('Figure 1. The words by their counts');
  }, 60_000);

  it('is not printed of a run without results', async () => {
    const { results, ...evidence } = wordsEvidence({}, 'early');
    expect(results).toBeDefined();
    const run = await storeRun(home, evidence);
    await expect(renderReport(words, home.settings.paths, run, signal)).rejects.toMatchObject({
      code: 'BAD_RUN',
    });
  });
});
