import { describe, expect, it } from 'vitest';
import { comparisonText } from '../../src/cli/comparison.js';
import {
  type ComparedTiming,
  compareRuns,
  type Comparison,
} from '../../src/experiment/compare/compare-runs.js';
import { words, wordsEvidence } from '../experiment/words.js';

const of = (one: object, other: object): Comparison =>
  compareRuns(words, wordsEvidence(one, 'one'), wordsEvidence(other, 'other'));

const linesOf = (comparison: Comparison) => comparisonText('one', 'other', comparison).split('\n');

it('two runs of one experiment: nothing differs, and metrics stand side by side', () => {
  expect(linesOf(of({}, { msPerWord: 2 }))).toEqual([
    'settings: the same, seed included',
    'environment: the same machine, versions and commit',
    'timings:',
    '                 one  other   ratio  95 % interval',
    'Time, p50 (ms)  16.0   16.0  1.00 x              –  noise not estimated',
    'Memory             –      –       –              –',
    expect.stringMatching(/^The interval is that of the ratio by the noise within both runs/),
    expect.stringMatching(/^runs of the same settings can differ by more/),
    'data: the same, number by number',
  ]);
});

it('what differs in settings and environment stands in a table of its own', () => {
  const comparison = of({}, { msPerWord: 2.5, title: 'Another' });
  const elsewhere = { ...comparison, surroundings: [{ name: 'java', first: '17.0.17', second: undefined }] };
  expect(linesOf(elsewhere).slice(0, 5)).toEqual([
    'settings:',
    '  title      "Counting words"  "Another"',
    '  msPerWord  2                 2.5',
    'environment:',
    '  java  "17.0.17"  absent',
  ]);
});

describe('the noise of a ratio', () => {
  const [timing] = of({}, { msPerWord: 3 }).timings as readonly [ComparedTiming];
  const rowWith = (changes: Partial<ComparedTiming>) => {
    const lines = linesOf({ ...of({}, {}), timings: [{ ...timing, ...changes }] });
    return { row: lines[4], lines };
  };

  it.each<[changes: Partial<ComparedTiming>, row: string]>([
    [
      { interval: { low: 0.9, high: 1.55 } },
      'Time, p50 (ms)  16.0   24.0  1.50 x   0.90 to 1.55  within noise',
    ],
    [{ interval: { low: 1.4, high: 1.6 } }, 'Time, p50 (ms)  16.0   24.0  1.50 x   1.40 to 1.60'],
    [
      { tooFew: [{ runId: 'one', blocks: 'none' }] },
      'Time, p50 (ms)  16.0   24.0  1.50 x              –  noise unknown',
    ],
    [{ ratio: null, second: null }, 'Time, p50 (ms)  16.0      –      –              –'],
  ])('%j', (changes, row) => {
    expect(rowWith(changes).row).toBe(row);
  });

  it('that is unknown says once of each run why', () => {
    const two = { runId: 'one', blocks: '2 of 10 s' };
    expect(rowWith({ tooFew: [two, two, { runId: 'other', blocks: 'none' }] }).lines).toContain(
      'Noise is unknown for figures of which a run has fewer than 8 stretches of time: one has 2 of 10 s; other has none.',
    );
    expect(rowWith({ tooFew: [{ runId: 'one', blocks: 'none' }, two] }).lines).toContain(
      'Noise is unknown for figures of which a run has fewer than 8 stretches of time: one has none or 2 of 10 s, depending on the figure.',
    );
  });
});

describe('data that differ', () => {
  const last = (comparison: Comparison) => linesOf(comparison).at(-1);

  it('are expected of another seed or length: nothing says what they should be', () => {
    expect(last(of({ length: 3 }, { length: 4 }))).toBe(
      'data: different, as expected of another seed or other settings: 1 number differs: words.0.count 1 and 2',
    );
  });

  it('are a fault where seed and settings give the same', () => {
    const forged = wordsEvidence();
    forged.results.words[0]!.count = 99;
    expect(last(compareRuns(words, wordsEvidence(), forged))).toBe(
      'data: NOT the same, although seed and settings give the same: 1 number differs: words.0.count is 99, should be 3',
    );
  });

  it('are explained by a run that lost some, named once', () => {
    const comparison = { ...of({}, { losses: 1 }), incomplete: ['other', 'other'] };
    expect(last(comparison)).toBe(
      'data: 1 number differs; the ledger of other is not reconciled, so its data are not all that the seed gives',
    );
  });

  it('are listed up to five', () => {
    const data = Array.from({ length: 7 }, (_, index) => ({ path: `p${index}`, stored: 1, recomputed: 2 }));
    expect(last({ ...of({}, {}), data })).toMatch(
      /: 7 numbers differ: p0 is 2.*p4 is 2, should be 1; and 2 more$/,
    );
  });
});
