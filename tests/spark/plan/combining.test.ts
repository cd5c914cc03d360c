import { describe, expect, test } from 'vitest';
import type { DataFrame, JoinType } from '../../../src/spark/index.js';
import { offlineSession, planOf } from '../support/offline.js';

const spark = offlineSession();
const [one, two] = [spark.table('one'), spark.table('two')];
const [left, right] = [planOf(one), planOf(two)];

describe('joins', () => {
  test.each<[string, readonly JoinType[]]>([
    ['JOIN_TYPE_INNER', ['inner']],
    ['JOIN_TYPE_CROSS', ['cross']],
    ['JOIN_TYPE_LEFT_OUTER', ['left', 'leftouter', 'left_outer']],
    ['JOIN_TYPE_RIGHT_OUTER', ['right', 'rightouter', 'right_outer']],
    ['JOIN_TYPE_FULL_OUTER', ['outer', 'full', 'fullouter', 'full_outer']],
    ['JOIN_TYPE_LEFT_SEMI', ['semi', 'leftsemi', 'left_semi']],
    ['JOIN_TYPE_LEFT_ANTI', ['anti', 'leftanti', 'left_anti']],
  ])('%s', (joinType, names) => {
    for (const name of names)
      expect(planOf(one.join(two, 'id', name))).toEqual({
        join: { left, right, joinType, usingColumns: ['id'] },
      });
  });

  test('by names', () => {
    expect(planOf(one.join(two, ['a', 'b']))).toMatchObject({ join: { usingColumns: ['a', 'b'] } });
  });

  test('by a condition whose columns know their frames', () => {
    const bound = (frame: DataFrame) => ({
      unresolvedAttribute: { unparsedIdentifier: 'id', planId: String(frame.relation.common?.planId) },
    });
    expect(planOf(one.join(two, one.col('id').eq(two.col('id')), 'left'))).toMatchObject({
      join: {
        joinCondition: { unresolvedFunction: { functionName: '==', arguments: [bound(one), bound(two)] } },
      },
    });
  });

  test('each with each', () => {
    expect(planOf(one.crossJoin(two))).toEqual({ join: { left, right, joinType: 'JOIN_TYPE_CROSS' } });
  });
});

describe('sets', () => {
  const inputs = { leftInput: left, rightInput: right };
  test.each<[string, DataFrame, object]>([
    ['unionAll', one.unionAll(two), { setOpType: 'SET_OP_TYPE_UNION', isAll: true }],
    [
      'unionByName',
      one.unionByName(two, { allowMissingColumns: true }),
      { setOpType: 'SET_OP_TYPE_UNION', isAll: true, byName: true, allowMissingColumns: true },
    ],
    ['intersect', one.intersect(two), { setOpType: 'SET_OP_TYPE_INTERSECT', isAll: false }],
    ['intersectAll', one.intersectAll(two), { setOpType: 'SET_OP_TYPE_INTERSECT', isAll: true }],
    ['except', one.except(two), { setOpType: 'SET_OP_TYPE_EXCEPT', isAll: false }],
    ['exceptAll', one.exceptAll(two), { setOpType: 'SET_OP_TYPE_EXCEPT', isAll: true }],
  ])('%s', (_, frame, settings) => {
    expect(planOf(frame)).toEqual({ setOp: { ...inputs, ...settings } });
  });
});
