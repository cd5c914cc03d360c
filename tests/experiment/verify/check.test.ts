import { describe, expect, it } from 'vitest';
import {
  absentIn,
  check,
  compare,
  differences,
  withoutAbsent,
} from '../../../src/experiment/verify/check.js';

const rows = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([reason, count]) => ({ reason, rows: count }));

describe('differences', () => {
  it('name every leaf that differs, by its path', () => {
    const stored = { totals: { orders: 3, revenue: 10 }, days: [1, 2] };
    expect(differences(stored, { totals: { orders: 3, revenue: 11 }, days: [1, 5] }, 'analysis')).toEqual([
      { path: 'analysis.totals.revenue', stored: 10, recomputed: 11 },
      { path: 'analysis.days.1', stored: 2, recomputed: 5 },
    ]);
    expect(differences(stored, structuredClone(stored), 'analysis')).toEqual([]);
  });

  it('begin with the first key where no path is given', () => {
    expect(differences({ a: { b: 1 } }, { a: { b: 2 } })).toEqual([
      { path: 'a.b', stored: 1, recomputed: 2 },
    ]);
  });

  it('are found where one side has a value more', () => {
    expect(differences({ a: 1, b: 2 }, { a: 1 })).toEqual([{ path: 'b', stored: 2, recomputed: undefined }]);
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([{ path: 'b', stored: undefined, recomputed: 2 }]);
  });

  it('tell a list from an object, also where both are empty', () => {
    expect(differences([], {}, 'x')).toEqual([{ path: 'x', stored: [], recomputed: {} }]);
    expect(differences({ 0: 'a' }, ['a'], 'x')).toEqual([
      { path: 'x', stored: { 0: 'a' }, recomputed: ['a'] },
    ]);
  });

  it('tell a number from its text, and null from nothing', () => {
    expect(differences({ a: 1, b: null }, { a: '1' })).toEqual([
      { path: 'a', stored: 1, recomputed: '1' },
      { path: 'b', stored: null, recomputed: undefined },
    ]);
  });

  it('know a key by itself alone, also one that every object of JavaScript has', () => {
    expect(differences({ constructor: 1 }, {}, 'versions')).toEqual([
      { path: 'versions.constructor', stored: 1, recomputed: undefined },
    ]);
    expect(differences({}, { toString: 1 })).toEqual([
      { path: 'toString', stored: undefined, recomputed: 1 },
    ]);
  });
});

describe('lists of different length', () => {
  it('whose rows have names are compared row by row: a row more shifts no other', () => {
    const stored = rows({ bad_json: 1, wrong_total: 5 });
    const recomputed = rows({ bad_json: 1, no_customer: 2, wrong_total: 6 });
    expect(differences(stored, recomputed, 'reasons')).toEqual([
      { path: 'reasons.wrong_total.rows', stored: 5, recomputed: 6 },
      { path: 'reasons.no_customer', stored: undefined, recomputed: { reason: 'no_customer', rows: 2 } },
    ]);
  });

  it('may have no row at all on one side', () => {
    expect(differences([], rows({ bad_json: 1 }), 'reasons')).toEqual([
      { path: 'reasons.bad_json', stored: undefined, recomputed: { reason: 'bad_json', rows: 1 } },
    ]);
  });

  it.each<[why: string, stored: unknown[], recomputed: unknown[], found: unknown[]]>([
    [
      'two rows have one name',
      [
        { day: 'Mon', n: 1 },
        { day: 'Mon', n: 2 },
      ],
      [{ day: 'Mon', n: 1 }],
      [{ path: 'x.1', stored: { day: 'Mon', n: 2 }, recomputed: undefined }],
    ],
    [
      'rows begin with a number',
      [{ second: 0 }, { second: 1 }],
      [{ second: 1 }],
      [
        { path: 'x.0.second', stored: 0, recomputed: 1 },
        { path: 'x.1', stored: { second: 1 }, recomputed: undefined },
      ],
    ],
    [
      'they are lists of plain values',
      ['a', 'b'],
      ['b'],
      [
        { path: 'x.0', stored: 'a', recomputed: 'b' },
        { path: 'x.1', stored: 'b', recomputed: undefined },
      ],
    ],
  ])('are compared by their places where %s', (_, stored, recomputed, found) => {
    expect(differences(stored, recomputed, 'x')).toEqual(found);
  });
});

it('lists of one length are compared by their places, so that another order is a difference', () => {
  const stored = rows({ bad_json: 1, wrong_total: 5 });
  expect(differences(stored, stored.toReversed()).map(({ path }) => path)).toEqual([
    '0.reason',
    '0.rows',
    '1.reason',
    '1.rows',
  ]);
});

describe('compare', () => {
  it('counts the values that should be there', () => {
    const expected = { totals: { orders: 3, revenue: 10 }, days: [1, 2], note: null };
    expect(compare('x', structuredClone(expected), expected)).toEqual({ values: 5, differences: [] });
  });

  it('takes both sides as JSON keeps them', () => {
    const recomputed = { absent: undefined, at: new Date(0), zero: -0 };
    expect(compare('x', { at: '1970-01-01T00:00:00.000Z', zero: 0 }, recomputed)).toEqual({
      values: 2,
      differences: [],
    });
  });
});

it('a check sums its comparisons up', () => {
  const {
    what,
    values,
    differences: found,
  } = check('the totals', [
    compare('a', 1, 1),
    compare('b', { c: 1 }, { c: 2 }),
    compare('d', [1, 2, 3], [1, 2, 3]),
  ]);
  expect([what, values]).toEqual(['the totals', 5]);
  expect(found).toEqual([{ path: 'b.c', stored: 1, recomputed: 2 }]);
});

describe('values that an earlier version did not store', () => {
  const checked = check('the run', [
    compare('ledger', { lost: 0, generated: 9 }, { lost: 0, generated: 10, duplicates: 0 }),
    compare('stages', undefined, [{ stage: 'sent', p50: 1 }]),
  ]);

  it('are counted one by one, also where all of a section is absent', () => {
    // Of the five: duplicates, and both values of the only stage.
    expect(checked.values).toBe(5);
    expect(absentIn(checked)).toBe(3);
  });

  it('are neither compared nor differences; a value that is there and wrong still is', () => {
    expect(withoutAbsent(checked)).toEqual({
      what: 'the run',
      values: 2,
      differences: [{ path: 'ledger.generated', stored: 9, recomputed: 10 }],
    });
  });

  it('are not there at all: null is a value', () => {
    const nulled = check('the run', [compare('ledger', { lost: null }, { lost: 0 })]);
    expect(absentIn(nulled)).toBe(0);
    expect(withoutAbsent(nulled).differences).toEqual([{ path: 'ledger.lost', stored: null, recomputed: 0 }]);
  });

  it('are those that should be there: what is stored and should not be is a difference', () => {
    const more = check('the run', [compare('ledger', { lost: 0, bonus: 7 }, { lost: 0 })]);
    expect(absentIn(more)).toBe(0);
    expect(withoutAbsent(more)).toEqual(more);
  });
});
