import { describe, expect, it } from 'vitest';
import {
  CATALOGUE,
  DISCOUNT_CHOICES_PCT,
  PAYMENT_METHODS,
  PRICE_FACTOR,
  SALES_CHANNELS,
  STORE_CITIES,
  WEEKDAYS,
} from '../../../../src/pipelines/orders/data/catalogue.js';
import { ORDER_FIELDS } from '../../../../src/pipelines/orders/data/fields.js';
import { decodeOrderId } from '../../../../src/pipelines/orders/data/order-id.js';
import { brokenRules } from '../../../../src/pipelines/orders/data/rules.js';
import { orderGenerator } from '../../../../src/pipelines/orders/data/orders.js';

const SPEC = { seed: 42, referenceDate: '2026-01-31' };
const EVENT_TIME_MS = 1_769_860_800_000;
const orderAt = orderGenerator(SPEC);
const orders = Array.from({ length: 20_000 }, (_, sequence) => orderAt('valid', sequence, EVENT_TIME_MS));
const countBy = (key: (order: (typeof orders)[number]) => string | number) => {
  const counts = new Map<string | number, number>();
  for (const order of orders) counts.set(key(order), (counts.get(key(order)) ?? 0) + 1);
  return counts;
};

describe('orderGenerator', () => {
  it('fills all fields, in the order of the field table', () => {
    for (const order of orders.slice(0, 100)) {
      expect(Object.keys(order)).toEqual(ORDER_FIELDS.map(({ name }) => name));
    }
  });

  it('breaks no rule', () => {
    for (const order of orders) expect(brokenRules(JSON.stringify(order))).toEqual([]);
  });

  it('stays within the closed sets and ranges', () => {
    for (const order of orders) {
      const entry = CATALOGUE.find(({ item }) => item === order.item);
      expect(order.category).toBe(entry?.category);
      const factor = order.unit_price / (entry?.basePrice ?? NaN);
      expect(factor).toBeGreaterThanOrEqual(PRICE_FACTOR.min - 1e-9);
      expect(factor).toBeLessThanOrEqual(PRICE_FACTOR.max + 1e-9);
      expect(order.unit_price).toBe(Number(order.unit_price.toFixed(2)));
      expect(order.quantity).toBeGreaterThanOrEqual(1);
      expect(order.quantity).toBeLessThanOrEqual(20);
      expect(DISCOUNT_CHOICES_PCT).toContain(order.discount_pct);
      expect(PAYMENT_METHODS).toContain(order.payment_method);
      expect(SALES_CHANNELS).toContain(order.sales_channel);
      expect(STORE_CITIES).toContain(order.store_city);
      expect(order.user).toMatch(/^[\w.]{3,}$/);
    }
  });

  it('tells one purchase time in all its fields', () => {
    for (const order of orders.slice(0, 2000)) {
      const time = new Date(order.purchase_datetime);
      expect(time.toISOString()).toBe(`${order.purchase_date}T${order.purchase_time}.000Z`);
      expect(order.hour_of_day).toBe(time.getUTCHours());
      expect(order.weekday_num).toBe((time.getUTCDay() + 6) % 7);
      expect(order.weekday_name).toBe(WEEKDAYS[order.weekday_num]);
      expect(order.is_weekend).toBe(order.weekday_num >= 5);
    }
  });

  it('buys on the 28 days that end with the reference date', () => {
    const days = [...countBy((order) => order.purchase_date).keys()].sort();
    expect(days).toHaveLength(28);
    expect([days.at(0), days.at(-1)]).toEqual(['2026-01-04', '2026-01-31']);
  });

  it('names seed, producer and sequence number in the order_id', () => {
    expect(decodeOrderId(orderAt('invalid', 77, EVENT_TIME_MS).order_id)).toEqual({
      seed: 42,
      producer: 'invalid',
      sequence: 77,
    });
  });

  it('makes an order from its number alone', () => {
    expect(orderGenerator(SPEC)('valid', 12_345, EVENT_TIME_MS)).toEqual(orders[12_345]);
    const later = orderAt('valid', 12_345, EVENT_TIME_MS + 5000);
    expect(later).toEqual({ ...orders[12_345], event_time_ms: EVENT_TIME_MS + 5000 });
  });

  it('makes other orders for another seed, producer or number', () => {
    const contents = (seed: number, producer: 'valid' | 'invalid', from: number) => {
      const generate = orderGenerator({ ...SPEC, seed });
      return Array.from({ length: 200 }, (_, index) => {
        const order = generate(producer, from + index, EVENT_TIME_MS);
        return JSON.stringify({ ...order, order_id: undefined });
      });
    };
    const all = [
      ...contents(42, 'valid', 0),
      ...contents(42, 'invalid', 0),
      ...contents(43, 'valid', 0),
      ...contents(42, 'valid', 2 ** 32),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('moves with the reference date', () => {
    const order = orderGenerator({ ...SPEC, referenceDate: '2024-02-29' })('valid', 3, EVENT_TIME_MS);
    expect(order.purchase_date >= '2024-02-02' && order.purchase_date <= '2024-02-29').toBe(true);
  });

  it('has structure to find: weekdays, hours and items differ', () => {
    const weekdays = countBy((order) => order.weekday_num);
    expect((weekdays.get(5) ?? 0) / (weekdays.get(1) ?? 0)).toBeGreaterThan(1.6);
    const hours = countBy((order) => order.hour_of_day);
    expect((hours.get(17) ?? 0) / (hours.get(3) ?? 0)).toBeGreaterThan(20);
    const items = countBy((order) => order.item);
    expect((items.get('bread') ?? 0) / (items.get('rice') ?? 0)).toBeGreaterThan(3);
    const customers = countBy((order) => order.user);
    expect(Math.max(...customers.values())).toBeGreaterThan(20);
  });
});
