import { beforeAll, describe, expect, it } from 'vitest';
import {
  groupBy,
  loadDanfo,
  rowsOf,
  sortBy,
  tableOf,
  valuesByGroup,
  where,
  type Danfo,
  type Table,
} from '../../src/analysis/table.js';

interface Sale {
  readonly city: string;
  readonly day: number;
  readonly cents: number;
}
const COLUMNS = ['city', 'day', 'cents'] as const;

let danfo: Danfo;
let sales: Table<Sale>;
let none: Table<Sale>;
beforeAll(async () => {
  danfo = await loadDanfo();
  sales = tableOf<Sale>(danfo, COLUMNS, [
    ['Łódź', 0, 300],
    ['Lublin', 1, 100],
    ['Łódź', 0, 7],
    ['Lublin', 0, 100],
    ['Łódź', 1, 207],
  ]);
  none = tableOf<Sale>(danfo, COLUMNS, []);
});

describe('groupBy', () => {
  it('names its aggregates, several of the same column too', () => {
    const grouped = groupBy(sales, ['city', 'day'], {
      sales: ['cents', 'count'],
      total: ['cents', 'sum'],
    });
    expect(rowsOf(sortBy(grouped, ['total', 'falling'], ['day', 'rising']))).toEqual([
      { city: 'Łódź', day: 0, sales: 2, total: 307 },
      { city: 'Łódź', day: 1, sales: 1, total: 207 },
      { city: 'Lublin', day: 0, sales: 1, total: 100 },
      { city: 'Lublin', day: 1, sales: 1, total: 100 },
    ]);
  });

  it('adds large sums of cents exactly', () => {
    const large = tableOf<Sale>(danfo, COLUMNS, [
      ['a', 0, 9_007_199_254_740_000],
      ['a', 0, 1],
      ['a', 0, 1],
    ]);
    expect(rowsOf(groupBy(large, ['city'], { total: ['cents', 'sum'] }))).toEqual([
      { city: 'a', total: 9_007_199_254_740_002 },
    ]);
  });
});

describe('where', () => {
  it('picks the right rows when it is used twice', () => {
    const kept = where(where(sales, 'city', 'Łódź'), 'day', 1);
    expect(rowsOf(kept)).toEqual([{ city: 'Łódź', day: 1, cents: 207 }]);
    expect(kept.rowCount).toBe(1);
  });

  it('may pick none', () => {
    expect(rowsOf(where(sales, 'city', 'Poznań'))).toEqual([]);
  });
});

describe('sortBy', () => {
  it('breaks ties by the columns that follow', () => {
    expect(rowsOf(sortBy(sales, ['day', 'falling'], ['cents', 'rising'])).map(({ cents }) => cents)).toEqual([
      100, 207, 7, 100, 300,
    ]);
  });
});

describe('a table without rows', () => {
  it('goes through everything', () => {
    const grouped = groupBy(none, ['city'], { total: ['cents', 'sum'] });
    expect(rowsOf(sortBy(grouped, ['total', 'falling']))).toEqual([]);
    expect(rowsOf(where(none, 'day', 1))).toEqual([]);
    expect(valuesByGroup(none, ['city'], 'cents')).toEqual([]);
  });
});

describe('valuesByGroup', () => {
  it('keeps the values of each group in their order, and the keys in their type', () => {
    expect(valuesByGroup(sales, ['day', 'city'], 'cents')).toContainEqual({
      key: { day: 0, city: 'Łódź' },
      values: [300, 7],
    });
  });
});
