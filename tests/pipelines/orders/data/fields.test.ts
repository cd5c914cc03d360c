import { describe, expect, it } from 'vitest';
import { ORDER_FIELDS, orderDdl } from '../../../../src/pipelines/orders/data/fields.js';

describe('the field table', () => {
  it('has nineteen fields of different names', () => {
    expect(new Set(ORDER_FIELDS.map(({ name }) => name)).size).toBe(19);
    expect(ORDER_FIELDS).toHaveLength(19);
  });

  it('gives the Spark schema', () => {
    expect(orderDdl()).toBe(
      'order_id STRING, user STRING, item STRING, category STRING, quantity INT, unit_price DOUBLE, ' +
        'discount_pct INT, total_amount DOUBLE, payment_method STRING, sales_channel STRING, store_city STRING, ' +
        'purchase_datetime STRING, purchase_date STRING, purchase_time STRING, weekday_name STRING, ' +
        'weekday_num INT, hour_of_day INT, is_weekend BOOLEAN, event_time_ms BIGINT',
    );
  });
});
