import { describe, expect, test } from 'vitest';
import { SparkArgumentError, Window, expr, functions as F } from '../../src/spark/index.js';
import type { WindowSpec } from '../../src/spark/index.js';
import { a, b, columnPlan, int } from './support/plans.js';

const { currentRow, unboundedFollowing, unboundedPreceding } = Window;
const ascending = { direction: 'SORT_DIRECTION_ASCENDING', nullOrdering: 'SORT_NULLS_FIRST' };
const windowFunction = { unresolvedFunction: { functionName: 'rank' } };
const over = (window: WindowSpec) => columnPlan(F.rank().over(window));

describe('a window', () => {
  test.each<[string, WindowSpec, object]>([
    ['by partition', Window.partitionBy('a'), { partitionSpec: [a] }],
    ['in order', Window.orderBy('a'), { orderSpec: [{ child: a, ...ascending }] }],
    [
      'by both',
      Window.partitionBy('a').orderBy('b'),
      { partitionSpec: [a], orderSpec: [{ child: b, ...ascending }] },
    ],
    [
      'of all rows',
      Window.rowsBetween(unboundedPreceding, unboundedFollowing),
      { frameSpec: { frameType: 'FRAME_TYPE_ROW', lower: { unbounded: true }, upper: { unbounded: true } } },
    ],
    [
      'of the rows around',
      Window.rowsBetween(-2, 1),
      { frameSpec: { frameType: 'FRAME_TYPE_ROW', lower: { value: int(-2) }, upper: { value: int(1) } } },
    ],
    [
      'of a range up to the row',
      Window.rangeBetween(expr('INTERVAL 1 DAY'), currentRow),
      {
        frameSpec: {
          frameType: 'FRAME_TYPE_RANGE',
          lower: { value: { expressionString: { expression: 'INTERVAL 1 DAY' } } },
          upper: { currentRow: true },
        },
      },
    ],
  ])('%s', (_, window, plan) => {
    expect(over(window)).toEqual({ window: { windowFunction, ...plan } });
  });

  test('changes make a new one', () => {
    const byCity = Window.partitionBy('a');
    byCity.orderBy('b');
    expect(over(byCity)).toEqual({ window: { windowFunction, partitionSpec: [a] } });
  });

  test.each([
    [unboundedFollowing, 0],
    [0, unboundedPreceding],
    [NaN, 0],
  ])('cannot go from %s to %s', (start, end) => {
    expect(() => Window.rowsBetween(start, end)).toThrow(SparkArgumentError);
  });
});
