import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/orders/fields.js';
import { brokenRules, REASONS, RULES, ruleToSparkSql } from '../../src/orders/rules.js';

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

  it.each(['', '{', 'null', '42', '"order"', '[]', '[{}]', JSON.stringify(order).slice(0, -1)])(
    'calls %j malformed, and nothing else',
    (payload) => {
      expect(brokenRules(payload)).toEqual(['malformed_json']);
    },
  );

  it.each([
    [{ quantity: undefined }, ['missing_quantity']],
    [{ quantity: null }, ['missing_quantity']],
    [{ unit_price: null }, ['missing_unit_price']],
    [{ store_city: undefined }, ['missing_field']],
    [{ is_weekend: null, user: null }, ['missing_field']],
    [{ quantity: 0 }, ['non_positive_quantity', 'total_mismatch']],
    [{ unit_price: -6.08 }, ['non_positive_unit_price', 'total_mismatch']],
    [{ quantity: -4, total_amount: -20.67 }, ['non_positive_quantity']],
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

  it('lets a total be a cent off, since both sides round', () => {
    expect(reasonsOf({ total_amount: 20.68 })).toEqual([]);
    expect(reasonsOf({ total_amount: 20.66 })).toEqual([]);
  });

  it('reports reasons in the order of the rules', () => {
    const reasons = reasonsOf({ unit_price: null, quantity: 0, item: 'x', user: null });
    expect(reasons).toEqual(REASONS.filter((reason) => reasons.includes(reason)));
    expect(reasons).toHaveLength(4);
  });
});

describe('ruleToSparkSql', () => {
  const columns = { raw: 'raw', order: 'o', malformed: 'bad', corrupt: 'corrupt' };
  const sqlOf = (reason: string) =>
    RULES.filter((rule) => rule.reason === reason).map((rule) => ruleToSparkSql(rule, columns));

  it('reads the columns that it was given', () => {
    expect(sqlOf('malformed_json')).toEqual(['bad']);
    expect(sqlOf('wrong_type')).toEqual(['(corrupt AND NOT bad)']);
    expect(sqlOf('missing_quantity')).toEqual([
      "(NOT bad AND ((o.quantity IS NULL AND (NOT corrupt OR get_json_object(raw, '$.quantity') IS NULL))))",
    ]);
    expect(sqlOf('non_positive_quantity')).toEqual(['coalesce(o.quantity <= 0, false)']);
    expect(sqlOf('total_mismatch')).toEqual([
      'coalesce(abs(o.total_amount - round(o.quantity * o.unit_price * (100 - o.discount_pct)) / 100) > 0.011, false)',
    ]);
  });

  it('lists the whole catalogue', () => {
    expect(sqlOf('unknown_item')[0]).toMatch(/^coalesce\(o\.item NOT IN \('yogurt', .*, 'eggs'\), false\)$/);
  });

  it('asks for every other field when it looks for missing ones', () => {
    expect(sqlOf('missing_field')[0]?.match(/IS NULL AND/g)).toHaveLength(17);
  });
});
