import { describe, expect, it } from 'vitest';
import { failures, firstFew, isWordsOnly, shown, verificationText } from '../../src/cli/verification-text.js';
import type { PagesChecked } from '../../src/experiment/verify/pages.js';
import type { Verification } from '../../src/experiment/verify/verify.js';

const GOOD: Verification = {
  runId: '20260131-093000-count',
  experiment: 'count',
  seed: 42,
  authors: [],
  recomputed: [{ what: 'the words', values: 6, differences: [] }],
  derived: [{ what: 'the time', values: 1, differences: [] }],
  claimed: ['that counting took 16 ms'],
  problems: [],
  holds: true,
};
const PAGES: PagesChecked = { pages: 9, expectedPages: 9, compared: 'drawings', differences: [] };

const linesOf = (changes: Partial<Verification>) => verificationText({ ...GOOD, ...changes }).split('\n');

describe('a verification', () => {
  it('has three lists and a verdict', () => {
    expect(linesOf({})).toEqual([
      'run 20260131-093000-count, experiment count, seed 42',
      'recomputed from the seed:',
      '  equal    the words (6 values)',
      'derived from other data of the run:',
      '  equal    the time (1 values)',
      'claimed by the run, cannot be checked:',
      '  -        that counting took 16 ms',
      'verdict: holds',
    ]);
  });

  it('leaves out lists that are empty, and says how a run ended', () => {
    expect(
      linesOf({ recomputed: [], derived: [], claimed: [], ended: 'the run failed in phase drain' }),
    ).toEqual([
      'run 20260131-093000-count, experiment count, seed 42: the run failed in phase drain',
      'verdict: holds',
    ]);
  });

  it('shows the first five values that differ', () => {
    const differences = Array.from({ length: 6 }, (_, index) => ({
      path: `w${index}`,
      stored: 1,
      recomputed: 2,
    }));
    expect(
      linesOf({ holds: false, recomputed: [{ what: 'the words', values: 9, differences }] }).slice(2),
    ).toEqual([
      '  DIFFERS  the words: 6 of 9 values',
      '             w0 is 1, should be 2',
      '             w1 is 1, should be 2',
      '             w2 is 1, should be 2',
      '             w3 is 1, should be 2',
      '             w4 is 1, should be 2',
      '             and 1 more',
      'derived from other data of the run:',
      '  equal    the time (1 values)',
      'claimed by the run, cannot be checked:',
      '  -        that counting took 16 ms',
      'verdict: DOES NOT HOLD',
    ]);
  });

  it('lists what is wrong with the files', () => {
    expect(linesOf({ holds: false, problems: ['the attached run.json is missing'] }).slice(-3)).toEqual([
      'files:',
      '  WRONG    the attached run.json is missing',
      'verdict: DOES NOT HOLD',
    ]);
  });
});

describe('the pages of a report', () => {
  const pageLines = (pages: PagesChecked, holds = true) => linesOf({ pages, holds }).slice(7);

  it('are equal in all that is drawn', () => {
    expect(pageLines(PAGES)).toEqual([
      'pages, printed again from the attached data:',
      '  equal    9 pages: text, charts and layout, page by page',
      'verdict: holds',
    ]);
  });

  it('that another renderer printed hold in their words alone', () => {
    const pages = {
      ...PAGES,
      compared: 'words',
      otherRenderer: 'Chromium 1 printed it, here it is 2',
    } as const;
    expect(isWordsOnly({ ...GOOD, pages })).toBe(true);
    expect(isWordsOnly({ ...GOOD, pages, holds: false })).toBe(false);
    expect(isWordsOnly({ ...GOOD, pages: PAGES })).toBe(false);
    expect(pageLines(pages).slice(1)).toEqual([
      '  equal    9 pages: words in their order, not lines, layout or the marks of charts, because Chromium 1 printed it, here it is 2',
      'verdict: holds in its words alone; look at its pages, or have it printed again by this version',
    ]);
  });

  it('say of each difference what it is', () => {
    const differences: PagesChecked['differences'] = [
      { kind: 'missing', expectedPage: 3, expected: 'Latency' },
      { kind: 'added', page: 4, found: 'Advertisement' },
      { kind: 'words', page: 5, expected: 'p95 12', found: 'p95 10' },
      { kind: 'annotations', page: 6 },
      { kind: 'picture', page: 7, differentShare: 0.01234 },
    ];
    const pages = { ...PAGES, pages: 8, differences };
    expect(pageLines(pages, false).slice(1, -1)).toEqual([
      '  DIFFERS  8 pages, 9 expected: text, charts and layout, page by page',
      '             page 3 is missing: "Latency"',
      '             page 4 does not belong to this report: "Advertisement"',
      '             page 5: expected "p95 12", found "p95 10"',
      '             page 6: its annotations (links, stamps, form fields) are not those of the report',
      '             page 7: the same words, but 1.2 % of the picture is drawn differently',
    ]);
  });
});

it('failures begin with what is wrong with the files, then values, then pages', () => {
  const differences = [{ path: 'time_ms', stored: 1, recomputed: 2 }];
  const found = failures({
    ...GOOD,
    problems: ['the attached run.json was changed'],
    derived: [{ what: 'the time', values: 1, differences }],
    pages: { ...PAGES, differences: [{ kind: 'annotations', page: 1 }] },
  });
  expect(found).toEqual([
    'the attached run.json was changed',
    'time_ms is 1, should be 2',
    expect.stringMatching(/^page 1: its annotations/),
  ]);
  expect(failures(GOOD)).toEqual([]);
});

it.each([
  [undefined, 'absent'],
  [null, 'null'],
  ['5', '"5"'],
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(56)}…`],
])('a value is quoted, a long one cut: %j', (value, expected) => {
  expect(shown(value)).toBe(expected);
});

it('of five things all are told, of six the sixth is counted', () => {
  expect(firstFew([1, 2, 3, 4, 5], String)).toEqual(['1', '2', '3', '4', '5']);
  expect(firstFew([1, 2, 3, 4, 5, 6], String).at(-1)).toBe('and 1 more');
});
