import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveTitlePage } from '../../src/config/title-page.js';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'title-page-')), 'report.json');
});
afterEach(() => rm(join(file, '..'), { recursive: true }));

const write = (content: unknown) => writeFile(file, JSON.stringify(content));

test('nothing is said anywhere', async () => {
  expect(await resolveTitlePage(file, {})).toBeUndefined();
});

test('one author or several, from the file', async () => {
  await write({ author: 'Ada Nowak', course: 'Data streams' });
  expect(await resolveTitlePage(file, {})).toEqual({ authors: ['Ada Nowak'], course: 'Data streams' });
  await write({ author: ['Ada Nowak', 'Jan Lis'] });
  expect(await resolveTitlePage(file, {})).toEqual({ authors: ['Ada Nowak', 'Jan Lis'] });
});

test('the command line comes before the file, and the file before what the run has stored', async () => {
  await write({ author: 'Ada Nowak', course: 'Data streams' });
  const known = { authors: ['Somebody'], institution: 'A university' };
  expect(await resolveTitlePage(file, { course: 'Big data' }, known)).toEqual({
    authors: ['Ada Nowak'],
    course: 'Big data',
    institution: 'A university',
  });
});

test.each([
  ['an unknown key', { autor: 'Ada Nowak' }, /unknown key "autor"\. Did you mean "?author/],
  ['a wrong type', { author: 7 }, /author is 7/],
  ['an empty text', { course: '' }, /course is ""/],
])('%s is an error that names the file', async (_, content, message) => {
  await write(content);
  const error: unknown = await resolveTitlePage(file, {}).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'BAD_REPORT_FILE' });
  expect(String(error)).toMatch(message);
  expect(String(error)).toContain(file);
});

test('a file that is not JSON', async () => {
  await writeFile(file, '{');
  await expect(resolveTitlePage(file, {})).rejects.toMatchObject({ code: 'BAD_REPORT_FILE' });
});
