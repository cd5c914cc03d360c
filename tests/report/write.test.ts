import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeReport } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';
import { sampleInput } from './sample.js';

const input = await sampleInput();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('writes page and PDF, and both name the Chromium that printed them', async () => {
  const reports = join(folder, 'not', 'there', 'yet');
  const written = await writeReport(input, reports);
  expect(written).toMatchObject({ pdf: join(reports, 'report.pdf'), html: join(reports, 'report.html') });
  expect(await readdir(reports)).toEqual(['report.html', 'report.pdf']);
  const pdf = await readPdf(await readFile(written.pdf));
  expect(pdf.pages).toHaveLength(written.pages);
  expect(pdf.pages[0]).toContain(`Chromium ${written.chromiumVersion}`);
  expect(await readFile(written.html, 'utf8')).toContain(`Chromium ${written.chromiumVersion}`);
});

test('an aborted one leaves the folder as it was', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.pdf'), 'the last one');
  const attempt = writeReport(input, folder, { signal: AbortSignal.timeout(150) });
  await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await readdir(folder)).toEqual(['report.pdf']);
  expect(await readFile(join(folder, 'report.pdf'), 'utf8')).toBe('the last one');
});
