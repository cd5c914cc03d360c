import { describe, expect, it } from 'vitest';
import { CATALOGUE, QUANTITY } from '../../../../src/pipelines/orders/data/catalogue.js';
import {
  catalogueEntry,
  CUSTOMER_COUNT,
  customerNumber,
  hourOfDay,
  ITEM_DEMAND,
  quantityBought,
  salesChannel,
  WEEKDAY_DEMAND,
  weightedChoice,
} from '../../../../src/pipelines/orders/data/demand.js';

const DRAWS = Array.from({ length: 1000 }, (_, index) => index / 1000);
const ALMOST_ONE = 1 - Number.EPSILON;

describe('weightedChoice', () => {
  it('chooses in proportion to the weights', () => {
    const choice = weightedChoice([
      ['a', 1],
      ['b', 0],
      ['c', 3],
    ]);
    const chosen = DRAWS.map(choice);
    expect(chosen.filter((value) => value === 'a')).toHaveLength(250);
    expect(chosen.filter((value) => value === 'c')).toHaveLength(750);
    expect(choice(ALMOST_ONE)).toBe('c');
  });

  it('needs something to choose from', () => {
    expect(() => weightedChoice([])).toThrow(RangeError);
  });
});

describe('demand', () => {
  it('has a weight for every item and every weekday', () => {
    expect(Object.keys(ITEM_DEMAND).sort()).toEqual(CATALOGUE.map(({ item }) => item).sort());
    expect(WEEKDAY_DEMAND).toHaveLength(7);
  });

  it('knows every hour of both kinds of day', () => {
    for (const isWeekend of [true, false]) {
      const hours = new Set(DRAWS.map((draw) => hourOfDay(isWeekend, draw)));
      expect(Math.max(...hours)).toBe(23);
      expect(Math.min(...hours)).toBe(0);
    }
  });

  it('sells every item on every kind of day', () => {
    for (const isWeekend of [true, false]) {
      expect(new Set(DRAWS.map((draw) => catalogueEntry(isWeekend, draw).item)).size).toBe(CATALOGUE.length);
    }
  });

  it('keeps the stores closed at night', () => {
    expect(DRAWS.map((draw) => salesChannel(23, draw))).not.toContain('store');
    expect(DRAWS.map((draw) => salesChannel(12, draw))).toContain('store');
  });

  it('bounds quantities and customers', () => {
    for (const choice of Object.values(quantityBought)) {
      expect(choice(0)).toBe(QUANTITY.min);
      expect(choice(ALMOST_ONE)).toBe(QUANTITY.max);
    }
    expect(customerNumber(0)).toBe(0);
    expect(customerNumber(ALMOST_ONE)).toBe(CUSTOMER_COUNT - 1);
  });
});
