import { describe, expect, test } from 'vitest';
import type { DataFrame } from '../../src/spark/index.js';
import { offlineSession, planOf } from './support/offline.js';

const frame = offlineSession().table('t');
const input = planOf(frame);
const { na } = frame;

describe('what is done about nulls', () => {
  test.each<[string, DataFrame, object]>([
    ['filled with a whole number', na.fill(0), { fillNa: { input, values: [{ long: '0' }] } }],
    [
      'filled in some columns',
      na.fill(0.5, ['a']),
      { fillNa: { input, cols: ['a'], values: [{ double: 0.5 }] } },
    ],
    [
      'filled column by column',
      na.fill({ a: 'x', b: true }),
      { fillNa: { input, cols: ['a', 'b'], values: [{ string: 'x' }, { boolean: true }] } },
    ],
    ['dropped when any is null', na.drop(), { dropNa: { input } }],
    ['dropped when all are null', na.drop({ how: 'all' }), { dropNa: { input, minNonNulls: 1 } }],
    [
      'dropped by number',
      na.drop({ thresh: 2, subset: ['a'] }),
      { dropNa: { input, cols: ['a'], minNonNulls: 2 } },
    ],
    [
      'replaced',
      na.replace([['', null]], ['a']),
      {
        replace: {
          input,
          cols: ['a'],
          replacements: [{ oldValue: { string: '' }, newValue: { null: { null: {} } } }],
        },
      },
    ],
  ])('%s', (_, made, plan) => {
    expect(planOf(made)).toEqual(plan);
  });
});
