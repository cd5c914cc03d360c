import { describe, expect, it } from 'vitest';
import { CATALOGUE, CATEGORIES, orderTotal } from '../../../../src/pipelines/orders/data/catalogue.js';

describe('the catalogue', () => {
  it('has each item once, in a known category, at a positive price', () => {
    expect(new Set(CATALOGUE.map(({ item }) => item)).size).toBe(CATALOGUE.length);
    for (const { category, basePrice } of CATALOGUE) {
      expect(CATEGORIES).toContain(category);
      expect(basePrice).toBeGreaterThan(0);
    }
  });
});

describe('orderTotal', () => {
  it.each([
    [1, 3.2, 0, 3.2],
    [3, 2.52, 10, 6.8],
    [20, 10.2, 15, 173.4],
    [4, 6.08, 15, 20.67],
    [7, 1.79, 5, 11.9],
  ])('of %d pieces at %d with %d %% off is %d', (quantity, unitPrice, discountPct, total) => {
    expect(orderTotal(quantity, unitPrice, discountPct)).toBe(total);
  });
});
