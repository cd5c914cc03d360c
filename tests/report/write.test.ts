import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeReport } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const input = smallInput();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('writes page and PDF, and both name the Chromium that printed them', async () => {
  const reports = join(folder, 'not', 'there', 'yet');
  const written = await writeReport(SMALL_REPORT, input, reports);
  expect(written).toMatchObject({ pdf: join(reports, 'report.pdf'), html: join(reports, 'report.html') });
  expect(await readdir(reports)).toEqual(['report.html', 'report.pdf']);
  const pdf = await readPdf(await readFile(written.pdf));
  expect(pdf.pages).toHaveLength(written.pages);
  expect(pdf.pages[0]).toContain(`Chromium ${written.chromiumVersion}`);
  expect(await readFile(written.html, 'utf8')).toContain(`Chromium ${written.chromiumVersion}`);
});

test('says who hands it in: on the title page, in the page and in the properties of the PDF', async () => {
  const title_page = {
    authors: ['Zofia Łaska', 'Jan Lis'],
    course: 'Data streams',
    institution: 'University of Łódź',
    supervisor: 'Dr Ewa Mak',
    keywords: ['orders'],
  };
  const { pdf, html } = await writeReport(
    SMALL_REPORT,
    { ...input, record: { ...input.record, title_page } },
    folder,
  );
  const { pages, properties } = await readPdf(await readFile(pdf));
  for (const text of [
    'Zofia Łaska, Jan Lis',
    'Data streams',
    'University of Łódź',
    'supervised by Dr Ewa Mak',
  ])
    expect(pages[0]).toContain(text);
  expect(properties).toMatchObject({
    Title: 'Counting words: report of run 20261121-105812-words',
    Author: 'Zofia Łaska, Jan Lis',
    Subject: input.experiment.question,
    Keywords: expect.stringMatching(/^words, orders$/) as string,
    Creator: 'Streambook 0.1.0',
    Language: 'en-GB',
  });
  const page = await readFile(html, 'utf8');
  expect(page).toContain('<meta name="author" content="Jan Lis" />');
  expect(page).toContain('<html lang="en-GB">');
});

test('an aborted one leaves the folder as it was', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.pdf'), 'the last one');
  const attempt = writeReport(SMALL_REPORT, input, folder, { signal: AbortSignal.timeout(150) });
  await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(await readdir(folder)).toEqual(['report.pdf']);
  expect(await readFile(join(folder, 'report.pdf'), 'utf8')).toBe('the last one');
});
