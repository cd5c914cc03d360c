import { describe, expect, it } from 'vitest';
import type { Order } from '../../../../src/pipelines/orders/data/fields.js';
import { brokenRules, REASONS } from '../../../../src/pipelines/orders/data/rules.js';

const order: Order = {
  order_id: '00000000-002a-8000-8000-000000000007',
  user: 'Sylwester.Maciag72',
  item: 'pasta',
  category: 'grains',
  quantity: 4,
  unit_price: 6.08,
  discount_pct: 15,
  total_amount: 20.67,
  payment_method: 'card',
  sales_channel: 'pickup',
  store_city: 'Łódź',
  purchase_datetime: '2026-01-19T15:40:33Z',
  purchase_date: '2026-01-19',
  purchase_time: '15:40:33',
  weekday_name: 'Monday',
  weekday_num: 0,
  hour_of_day: 15,
  is_weekend: false,
  event_time_ms: 1_769_860_800_000,
};

const reasonsOf = (change: Partial<Record<keyof Order, unknown>>) =>
  brokenRules(JSON.stringify({ ...order, ...change }));

describe('brokenRules', () => {
  it('finds nothing wrong with a valid order', () => {
    expect(brokenRules(JSON.stringify(order))).toEqual([]);
  });

  const valid = JSON.stringify(order);
  const withExtra = (value: string) => valid.replace('}', `,"extra":${value}}`);
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it.each([
    ...['', '{', 'null', '42', '"order"', '[]', '[{}]', valid.slice(0, -1), `[${valid}]`],
    ...[
      `${valid}${valid}`,
      `${valid}\n${valid}`,
      `${valid} xyz}`,
      `${valid}}`,
      `${valid},`,
      `${valid}\u0000`,
    ],
    ...[`\ufeff${valid}`, `${valid}\u00a0`, valid.replace('{', '{"item":"bread",'), valid.replace('4', '04')],
    withExtra(nested(999)),
    valid.replace('}', `,"${'k'.repeat(50_001)}":1}`),
    valid.replace('}', `,"extra":${'1'.repeat(1000)}}`),
    valid.replace('}', ',"extra":{"twice":1,"t\\u0077ice":2}}'),
  ])('calls %j malformed, and nothing else', (payload) => {
    expect(brokenRules(payload)).toEqual(['malformed_json']);
  });

  it('calls a message without a value, and bytes that are not UTF-8, malformed', () => {
    expect(brokenRules(null)).toEqual(['malformed_json']);
    const notUtf8 = Buffer.from(valid.replace('Sylwester', 'Sylw\u0119'), 'latin1');
    expect(brokenRules(notUtf8)).toEqual(['malformed_json']);
    expect(brokenRules(Buffer.from(valid))).toEqual([]);
  });

  it.each([
    ...[` \t\r\n${valid} \t\r\n`, JSON.stringify(order, null, 2), valid.replace('pasta', 'p\\u0061sta')],
    ...[valid.replace('"item"', '"\\u0069tem"'), valid.replace('}', ',"extra":[{}]}')],
    JSON.stringify(Object.fromEntries(Object.entries(order).toReversed())),
    ...[withExtra(nested(998)), valid.replace('}', `,"${'k'.repeat(50_000)}":1}`)],
    // Two keys, though no encoder can tell them apart.
    valid.replace('}', ',"\\ud800":1,"?":1}'),
  ])('accepts %j, which is the same order', (payload) => {
    expect(brokenRules(payload)).toEqual([]);
  });

  it.each([
    ['"quantity":4', '"quantity":4.0', ['wrong_type']],
    ['"quantity":4', '"quantity":4e0', ['wrong_type']],
    ['"quantity":4', '"quantity":3000000000', ['wrong_type']],
    ['"quantity":4', '"quantity":2147483647', ['out_of_range', 'total_mismatch']],
    ['"quantity":4', '"quantity":2147483648', ['wrong_type']],
    ['"event_time_ms":1769860800000', '"event_time_ms":9223372036854775807', ['out_of_range']],
    ['"event_time_ms":1769860800000', '"event_time_ms":9223372036854775808', ['wrong_type']],
    ['"unit_price":6.08', '"unit_price":608e-2', []],
    ['"unit_price":6.08', '"unit_price":1e999', ['out_of_range', 'total_mismatch']],
    ['"is_weekend":false', '"is_weekend":0', ['wrong_type']],
    ['"user":"Sylwester.Maciag72"', '"user":5', ['wrong_type']],
    ['"item":"pasta"', '"Item":"pasta"', ['missing_field']],
    ['"hour_of_day":15', '"hour_of_day":-0', ['inconsistent']],
  ])('reads %s, written as %s, for what it is', (before, after, reasons) => {
    expect(valid).toContain(before);
    expect(brokenRules(valid.replace(before, after))).toEqual(reasons);
  });

  it.each([
    [{ quantity: undefined }, ['missing_quantity']],
    [{ quantity: null }, ['missing_quantity']],
    [{ unit_price: null }, ['missing_unit_price']],
    [{ store_city: undefined }, ['missing_field']],
    [{ is_weekend: null, user: null }, ['missing_field']],
    [{ quantity: 0 }, ['non_positive_quantity', 'total_mismatch']],
    [{ unit_price: -6.08 }, ['non_positive_unit_price', 'total_mismatch']],
    [{ quantity: -4, total_amount: -20.67 }, ['non_positive_quantity']],
    [{ quantity: 21, total_amount: 108.53 }, ['out_of_range']],
    [{ unit_price: 1000.5, total_amount: 3401.7 }, ['out_of_range']],
    [{ unit_price: 0.001, total_amount: 0 }, ['out_of_range']],
    [{ discount_pct: 200, total_amount: -24.32 }, ['out_of_range']],
    [{ discount_pct: 12, total_amount: 21.4 }, ['out_of_range']],
    [{ hour_of_day: 25 }, ['out_of_range']],
    [{ weekday_num: 99 }, ['out_of_range']],
    [{ weekday_name: 'Someday' }, ['out_of_range']],
    [{ payment_method: 'cheque' }, ['out_of_range']],
    [{ event_time_ms: 1_769_860_800_000_000 }, ['out_of_range']],
    [{ purchase_date: 'yesterday' }, ['bad_format']],
    [{ purchase_date: '2026-02-30' }, ['bad_format']],
    [{ purchase_datetime: '2026-01-19 15:40:33' }, ['bad_format']],
    [{ purchase_time: '15:40:60' }, ['bad_format']],
    [{ order_id: '7' }, ['bad_format']],
    [{ user: 'Sylwester Maciąg' }, ['bad_format']],
    [{ purchase_date: '2026-01-20' }, ['inconsistent']],
    [{ purchase_datetime: '2026-01-19T15:40:34Z' }, ['inconsistent']],
    [{ hour_of_day: 16 }, ['inconsistent']],
    [{ weekday_num: 1 }, ['inconsistent']],
    [{ weekday_name: 'Tuesday' }, ['inconsistent']],
    [{ is_weekend: true }, ['inconsistent']],
    [{ category: 'dairy' }, ['inconsistent']],
    [{ item: 'caviar', category: 'dairy' }, ['unknown_item']],
    [{ item: 'caviar' }, ['unknown_item']],
    [{ item: 'Pasta' }, ['unknown_item']],
    [{ total_amount: 20.69 }, ['total_mismatch']],
    [{ quantity: '4' }, ['wrong_type']],
    [{ quantity: 4.5 }, ['wrong_type']],
    [{ is_weekend: 'no' }, ['wrong_type']],
    [{ is_weekend: 0 }, ['wrong_type']],
    [{ unit_price: true }, ['wrong_type']],
    [{ quantity: 'four', item: 'caviar', user: undefined }, ['wrong_type', 'missing_field', 'unknown_item']],
    [{ quantity: null, unit_price: undefined }, ['missing_quantity', 'missing_unit_price']],
  ])('names every reason for %j', (change, reasons) => {
    expect(reasonsOf(change)).toEqual(reasons);
  });

  it('lets a total be rounded up or down, 20.672 being the product', () => {
    expect(reasonsOf({ total_amount: 20.68 })).toEqual([]);
    expect(reasonsOf({ total_amount: 20.672 })).toEqual([]);
    expect(reasonsOf({ total_amount: 20.66 })).toEqual(['total_mismatch']);
  });

  it('keeps every reason of an order in which much is wrong', () => {
    const reasons = REASONS.filter(
      (reason) => reason !== 'malformed_json' && reason !== 'missing_unit_price',
    );
    const change = { user: 5, payment_method: undefined, quantity: null, unit_price: -1, item: 'caviar' };
    const more = { hour_of_day: 24, order_id: '7', is_weekend: true, total_amount: 1, store_city: 'Rom' };
    expect(reasonsOf({ ...change, ...more })).toEqual(
      reasons.filter((reason) => !['non_positive_quantity', 'total_mismatch'].includes(reason)),
    );
  });

  it('reports reasons in the order of the rules', () => {
    const reasons = reasonsOf({ unit_price: null, quantity: 0, item: 'x', user: null });
    expect(reasons).toEqual(REASONS.filter((reason) => reasons.includes(reason)));
    expect(reasons).toHaveLength(4);
  });
});
