import { describe, expect, test } from 'vitest';
import { SparkArgumentError, col, expr, lit } from '../../src/spark/index.js';
import type { DataFrame } from '../../src/spark/index.js';
import { offlineSession, planOf } from './support/offline.js';
import { attribute } from './support/plans.js';

const spark = offlineSession();
const frame = spark.range(3);
const input = { range: { start: '0', end: '3', step: '1' } };
const ascending = { direction: 'SORT_DIRECTION_ASCENDING', nullOrdering: 'SORT_NULLS_FIRST' };

describe('a method gives the plan', () => {
  test.each<[string, DataFrame, object]>([
    ['range', spark.range(1, 9n, 2, 4), { range: { start: '1', end: '9', step: '2', numPartitions: 4 } }],
    ['table', spark.table('t'), { read: { namedTable: { unparsedIdentifier: 't' } } }],
    [
      'select',
      frame.select('id', lit(1)),
      { project: { input, expressions: [attribute('id'), { literal: { integer: 1 } }] } },
    ],
    [
      'selectExpr',
      frame.selectExpr('id + 1'),
      { project: { input, expressions: [{ expressionString: { expression: 'id + 1' } }] } },
    ],
    ['filter by a column', frame.filter(col('ok')), { filter: { input, condition: attribute('ok') } }],
    [
      'where by SQL',
      frame.where('id > 1'),
      { filter: { input, condition: { expressionString: { expression: 'id > 1' } } } },
    ],
    [
      'withColumn',
      frame.withColumn('x', col('id')),
      { withColumns: { input, aliases: [{ expr: attribute('id'), name: ['x'] }] } },
    ],
    ['drop', frame.drop('a', col('b')), { drop: { input, columnNames: ['a'], columns: [attribute('b')] } }],
    [
      'withColumnRenamed',
      frame.withColumnRenamed('a', 'b'),
      { withColumnsRenamed: { input, renames: [{ colName: 'a', newColName: 'b' }] } },
    ],
    ['toDF', frame.toDF('a'), { toDf: { input, columnNames: ['a'] } }],
    ['offset', frame.offset(5), { offset: { input, offset: 5 } }],
    [
      'sample',
      frame.sample(0.5, { seed: 7n }),
      { sample: { input, upperBound: 0.5, withReplacement: false, seed: '7' } },
    ],
    ['dropDuplicates', frame.dropDuplicates('a'), { deduplicate: { input, columnNames: ['a'] } }],
    [
      'dropDuplicatesWithinWatermark',
      frame.dropDuplicatesWithinWatermark(),
      { deduplicate: { input, allColumnsAsKeys: true, withinWatermark: true } },
    ],
    [
      'withWatermark',
      frame.withWatermark('t', '1 hour'),
      { withWatermark: { input, eventTime: 't', delayThreshold: '1 hour' } },
    ],
    [
      'hint',
      frame.hint('repartition', 3, col('a')),
      { hint: { input, name: 'repartition', parameters: [{ literal: { integer: 3 } }, attribute('a')] } },
    ],
    [
      'sortWithinPartitions',
      frame.sortWithinPartitions('a'),
      { sort: { input, isGlobal: false, order: [{ child: attribute('a'), ...ascending }] } },
    ],
    ['describe', frame.describe('a'), { describe: { input, cols: ['a'] } }],
    ['summary', frame.summary('max'), { summary: { input, statistics: ['max'] } }],
    ['limit', frame.limit(5), { limit: { input, limit: 5 } }],
    [
      'groupBy count',
      frame.groupBy('id').count(),
      {
        aggregate: {
          input,
          groupType: 'GROUP_TYPE_GROUPBY',
          groupingExpressions: [attribute('id')],
          aggregateExpressions: [
            {
              alias: {
                expr: {
                  unresolvedFunction: { functionName: 'count', arguments: [{ literal: { integer: 1 } }] },
                },
                name: ['count'],
              },
            },
          ],
        },
      },
    ],
    [
      'agg',
      frame.agg(expr('sum(id)')),
      {
        aggregate: {
          input,
          groupType: 'GROUP_TYPE_GROUPBY',
          aggregateExpressions: [{ expressionString: { expression: 'sum(id)' } }],
        },
      },
    ],
    [
      'orderBy',
      frame.orderBy('id', col('b').desc()),
      {
        sort: {
          input,
          isGlobal: true,
          order: [
            { child: attribute('id'), ...ascending },
            {
              child: attribute('b'),
              direction: 'SORT_DIRECTION_DESCENDING',
              nullOrdering: 'SORT_NULLS_LAST',
            },
          ],
        },
      },
    ],
    [
      'union',
      frame.union(frame),
      { setOp: { leftInput: input, rightInput: input, setOpType: 'SET_OP_TYPE_UNION', isAll: true } },
    ],
    ['distinct', frame.distinct(), { deduplicate: { input, allColumnsAsKeys: true } }],
    ['repartition', frame.repartition(4), { repartition: { input, numPartitions: 4, shuffle: true } }],
    [
      'repartition by columns',
      frame.repartition(4, 'id'),
      { repartitionByExpression: { input, partitionExprs: [attribute('id')], numPartitions: 4 } },
    ],
    [
      'repartition by columns alone',
      frame.repartition('id'),
      { repartitionByExpression: { input, partitionExprs: [attribute('id')] } },
    ],
    ['coalesce', frame.coalesce(1), { repartition: { input, numPartitions: 1, shuffle: false } }],
    ['alias', frame.alias('t'), { subqueryAlias: { input, alias: 't' } }],
    [
      'read',
      spark.read.format('json').schema('a INT').option('multiLine', true).load('/x', '/y'),
      {
        read: {
          dataSource: {
            format: 'json',
            schema: 'a INT',
            options: { multiLine: 'true' },
            paths: ['/x', '/y'],
          },
        },
      },
    ],
    [
      'readStream',
      spark.readStream.format('kafka').options({ subscribe: 't', maxOffsetsPerTrigger: 10 }).load(),
      {
        read: {
          dataSource: { format: 'kafka', options: { subscribe: 't', maxOffsetsPerTrigger: '10' } },
          isStreaming: true,
        },
      },
    ],
    [
      'readStream of a table',
      spark.readStream.table('t'),
      { read: { namedTable: { unparsedIdentifier: 't' }, isStreaming: true } },
    ],
  ])('%s', (_, made, plan) => {
    expect(planOf(made)).toEqual(plan);
  });
});

test('each frame has a plan id of its own, to which its columns are bound', () => {
  const [one, two] = [spark.range(1), spark.range(1)];
  expect(one.relation.common?.planId).not.toBe(two.relation.common?.planId);
  const { exprType } = one.col('id').expression;
  expect(exprType).toMatchObject({ value: { planId: one.relation.common?.planId } });
});

test('a schema as a structure is sent as Spark’s JSON', () => {
  const schema = {
    type: 'struct',
    fields: [{ name: 'a', type: 'long', nullable: true, metadata: {} }],
  } as const;
  expect(planOf(spark.read.schema(schema).json('/x'))).toMatchObject({
    read: { dataSource: { schema: JSON.stringify(schema) } },
  });
});

describe('what cannot be is refused before a request', () => {
  test.each<[string, () => unknown]>([
    ['limit(-1)', () => frame.limit(-1)],
    ['limit(1.5)', () => frame.limit(1.5)],
    ['limit(2^31)', () => frame.limit(2 ** 31)],
    ['repartition(0)', () => frame.repartition(0)],
    ['coalesce(0)', () => frame.coalesce(0)],
    ['sample(1.1)', () => frame.sample(1.1)],
    ['sample(NaN)', () => frame.sample(NaN)],
    ['na.fill({})', () => frame.na.fill({})],
    ['pivot after rollup', () => frame.rollup('a').pivot('b')],
    ['sum of nothing', () => frame.groupBy('a').sum()],
    ['pivot twice', () => frame.groupBy('a').pivot('b').pivot('c')],
    ['a pivot value that is an array', () => frame.groupBy('a').pivot('b', [[1] as never])],
    ['bucketBy(0)', () => frame.write.bucketBy(0, 'a')],
    ['foreach', () => frame.foreach(() => undefined)],
    ['rdd', () => frame.rdd],
    ['toPandas', () => frame.toPandas()],
    ['range in 0 partitions', () => spark.range(0, 1, 1, 0)],
    ['range in steps of 0', () => spark.range(0, 1, 0)],
    ['range to 1.5', () => spark.range(1.5)],
    ['a tag with a comma', () => spark.addTag('a,b')],
    ['an empty tag', () => spark.addTag('')],
    ['no rows and no schema', () => spark.createDataFrame([])],
  ])('%s', (_, call) => {
    expect(call).toThrow(SparkArgumentError);
  });
});
