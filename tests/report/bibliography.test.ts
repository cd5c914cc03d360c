import { expect, test } from 'vitest';
import { citations } from '../../src/report/bibliography.js';

test('works are numbered as they are first cited, and only cited ones are listed', () => {
  const { cite, bibliography } = citations();
  expect(cite('tukey1977').markup).toContain('[1]');
  expect(cite('kreps2011', 'tukey1977').markup).toMatch(/\[2\].*\[1\]/);
  const listed = [...bibliography().markup.matchAll(/<li id="ref-(\w+)">/g)].map(([, id]) => id);
  expect(listed).toEqual(['tukey1977', 'kreps2011']);
});
