import { describe, expect, test } from 'vitest';
import { SparkArgumentError, col, functions as F } from '../../../src/spark/index.js';
import type { Column } from '../../../src/spark/index.js';
import { offlineSession, planOf } from '../support/offline.js';
import { a, b, call, columnPlan as json, int, text } from '../support/plans.js';

describe('what a string among the arguments is', () => {
  test.each<[string, Column, object]>([
    ['a name', F.upper('a'), call('upper', a)],
    ['names in every place', F.coalesce('a', 'b'), call('coalesce', a, b)],
    ['a value after the first column', F.lpad('a', 3, 'b'), call('lpad', a, int(3), text('b'))],
    ['a value before the columns', F.concat_ws('-', 'a', 'b'), call('concat_ws', text('-'), a, b)],
    ['a value in the middle', F.date_trunc('hour', 'a'), call('date_trunc', text('hour'), a)],
  ])('%s', (_, column, plan) => {
    expect(json(column)).toEqual(plan);
  });
});

describe('what else arguments can be', () => {
  test.each<[string, Column, object]>([
    ['a number is a value', F.pow('a', 2), call('power', a, int(2))],
    ['a column is a column', F.date_add(col('a'), col('b')), call('date_add', a, b)],
    ['what is left out is not sent', F.lag('a'), call('lag', a)],
    ['null is sent', F.lag('a', 1, null), call('lag', a, int(1), { literal: { null: { null: {} } } })],
    ['the star', F.count('*'), call('count', { unresolvedStar: {} })],
    ['a base', F.log(2, 'a'), call('log', int(2), a)],
  ])('%s', (_, column, plan) => {
    expect(json(column)).toEqual(plan);
  });

  test('of different values only', () => {
    const distinct = { functionName: 'count', arguments: [a, b], isDistinct: true };
    expect(json(F.count_distinct('a', 'b'))).toEqual({ unresolvedFunction: distinct });
  });
});

describe('functions with a form of their own', () => {
  test.each<[string, Column, object]>([
    ['when', F.when(col('a'), 1), call('when', a, int(1))],
    [
      'when, when, otherwise',
      F.when(col('a'), 1).when(col('b'), 2).otherwise('b'),
      call('when', a, int(1), b, int(2), text('b')),
    ],
    ['window', F.window('a', '1 hour'), call('window', a, text('1 hour'), text('1 hour'), text('0 second'))],
    [
      'window that slides',
      F.window('a', '1 hour', '5 minutes', '1 minute'),
      call('window', a, text('1 hour'), text('5 minutes'), text('1 minute')),
    ],
    ['from_json', F.from_json('a', 'b INT'), call('from_json', a, text('b INT'))],
    [
      'to_json with options',
      F.to_json('a', { pretty: true }),
      call('to_json', a, call('map', text('pretty'), text('true'))),
    ],
    [
      'call_function',
      F.call_function('f', 'a', F.lit(1)),
      { callFunction: { functionName: 'f', arguments: [a, int(1)] } },
    ],
  ])('%s', (_, column, plan) => {
    expect(json(column)).toEqual(plan);
  });

  test('broadcast is a hint', () => {
    const frame = F.broadcast(offlineSession().table('t'));
    expect(planOf(frame)).toMatchObject({ hint: { name: 'broadcast' } });
  });

  test('functions in functions have variables of their own', () => {
    const names = JSON.stringify(json(F.transform('a', (x) => F.transform('b', (y) => x.plus(y)))));
    const variables = new Set(names.match(/x_\d+/g));
    expect(variables.size).toBe(2);
  });

  test('udf is refused with what to do instead', () => {
    expect(() => F.udf()).toThrow(SparkArgumentError);
    expect(() => F.udf((x: number) => x + 1)).toThrow(/CREATE TEMPORARY FUNCTION/);
  });
});
