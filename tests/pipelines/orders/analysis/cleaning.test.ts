import { describe, expect, it } from 'vitest';
import { faultFinder } from '../../../../src/pipelines/orders/analysis/cleaning.js';
import type { CommittedRow } from '../../../../src/pipelines/orders/analysis/committed-orders.js';
import { REFERENCE_DATE, RUN_ID, seededRun } from './seeded-run.js';

const [row = {}] = seededRun(1, 0).valid;
const fault = (...rows: CommittedRow[]) => {
  const finder = faultFinder({ runId: RUN_ID, referenceDate: REFERENCE_DATE });
  return rows.map((candidate) => finder.faultOf(candidate)).at(-1);
};
const onDate = (date: string, weekday_num: number, weekday_name: string): CommittedRow => ({
  ...row,
  purchase_date: date,
  purchase_datetime: `${date}T${row.purchase_time}Z`,
  weekday_num,
  weekday_name,
  is_weekend: weekday_num >= 5,
});

describe('faultFinder', () => {
  it('finds no fault in an order of the generator', () => {
    expect(fault(row)).toBe('none');
  });

  it.each<[string, CommittedRow]>([
    ['other_run', { ...row, run_id: 'another' }],
    ['unknown_item', { ...row, item: 'caviar' }],
    ['outside_window', onDate('2026-01-03', 5, 'Saturday')],
    ['outside_window', onDate('2026-02-01', 6, 'Sunday')],
    ['outside_window', { ...row, purchase_date: 'yesterday' }],
    ['calendar_mismatch', { ...row, weekday_num: ((row.weekday_num ?? 0) + 1) % 7 }],
    ['calendar_mismatch', { ...row, weekday_name: 'Someday' }],
    ['calendar_mismatch', { ...row, hour_of_day: ((row.hour_of_day ?? 0) + 1) % 24 }],
    ['calendar_mismatch', { ...row, is_weekend: !row.is_weekend }],
    ['calendar_mismatch', { ...row, purchase_datetime: '2026-01-20T00:00:00Z' }],
    ['none', onDate('2026-01-04', 6, 'Sunday')],
    ['none', onDate('2026-01-31', 5, 'Saturday')],
  ])('says %s', (expected, candidate) => {
    expect(fault(candidate)).toBe(expected);
  });

  it('misses a field that is absent', () => {
    const { user, ...rest } = row;
    expect(user).toBeTypeOf('string');
    expect(fault(rest)).toBe('missing_field');
  });

  it('takes the second of two rows with the same order_id for the duplicate', () => {
    expect(fault(row, { ...row, order_id: 'another' })).toBe('none');
    expect(fault(row, { ...row, user: 'another' })).toBe('duplicate_order_id');
  });
});
