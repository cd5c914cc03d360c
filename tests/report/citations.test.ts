import { expect, test } from 'vitest';
import { citations, type CslItem } from '../../src/report/citations.js';

const WORKS: readonly CslItem[] = [
  {
    id: 'lamport1978',
    type: 'article-journal',
    author: [{ family: 'Lamport', given: 'Leslie' }],
    issued: { 'date-parts': [[1978]] },
    title: 'Time, clocks, and the ordering of events in a distributed system',
    'container-title': 'Communications of the ACM',
    volume: '21',
    issue: '7',
    page: '558-565',
    DOI: '10.1145/359545.359563',
  },
  {
    id: 'gilbert2002',
    type: 'paper-conference',
    author: [
      { family: 'Gilbert', given: 'Seth' },
      { family: 'Lynch', given: 'Nancy A.' },
      { literal: 'others' },
    ],
    issued: { 'date-parts': [[2002]] },
    title: 'A talk <that> never was',
    genre: 'Talk',
    'event-title': 'A workshop',
    'event-place': 'Lisbon',
    note: 'invited',
    URL: 'https://example.org/talk',
  },
];

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

test('works are numbered as they are first cited, and only cited ones are listed', () => {
  const { cite, bibliography } = citations(WORKS);
  expect(cite('gilbert2002').markup).toContain('[1]');
  expect(cite('lamport1978', 'gilbert2002').markup).toMatch(/\[2\].*\[1\]/);
  const ids = [...bibliography()!.markup.matchAll(/<li id="ref-(\w+)">/g)].map(([, id]) => id);
  expect(ids).toEqual(['gilbert2002', 'lamport1978']);
});

test('an article, a talk', () => {
  const { cite, bibliography } = citations(WORKS);
  cite('lamport1978', 'gilbert2002');
  const [article, talk] = bibliography()!.markup.split('</li>').map(textOf);
  expect(article).toBe(
    'Lamport, L. (1978). Time, clocks, and the ordering of events in a distributed system. Communications of the ACM 21(7), pp. 558–565. doi.org/10.1145/359545.359563.',
  );
  expect(talk).toBe(
    'Gilbert, S., Lynch, N. A. and others (2002). A talk &lt;that&gt; never was. Talk, A workshop, Lisbon (invited). example.org/talk.',
  );
});
