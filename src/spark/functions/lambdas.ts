import { Column, columnExpression, valueExpression } from '../column.js';
import type { ColumnOrName } from '../column.js';
import type { Expression } from '../gen/spark/connect/expressions_pb.js';
import { call, lambda, lambdaVariable } from '../plan/expressions.js';

/** These take functions of columns, which run once, here, to make a part of the plan: `transform('xs', (x) => x.plus(1))`. */
type Body = (...variables: Column[]) => Column;
type Test = (item: Column) => Column;
type OfItem = (item: Column, index: Column) => Column;
type OfEntry = (key: Column, value: Column) => Column;
type OfTwo = (left: Column, right: Column) => Column;

let variableCount = 0;

/** Variables have names of their own, so that functions can stand in functions. */
function lambdaOf(body: Body, arity: number): Expression {
  const names = Array.from({ length: arity }, () => `x_${(variableCount += 1)}`);
  return lambda(body(...names.map((name) => new Column(lambdaVariable(name)))).expression, names);
}

const overItems = (name: string) => (array: ColumnOrName, body: OfItem) =>
  new Column(call(name, [columnExpression(array), lambdaOf(body, body.length < 2 ? 1 : 2)]));

const testing = (name: string) => (array: ColumnOrName, test: Test) =>
  new Column(call(name, [columnExpression(array), lambdaOf(test, 1)]));

const overEntries = (name: string) => (map: ColumnOrName, body: OfEntry) =>
  new Column(call(name, [columnExpression(map), lambdaOf(body, 2)]));

/** An array of what the function makes of each item and, if it takes it, the item's index from 0. */
export const transform = overItems('transform');

/** The items for which the function is true. */
export const filter = overItems('filter');

/** True if the function is true for any item. */
export const exists = testing('exists');

/** True if the function is true for all items. */
export const forall = testing('forall');

/** What the function makes of the items of two arrays, pair by pair. */
export const zip_with = (left: ColumnOrName, right: ColumnOrName, body: OfTwo): Column =>
  new Column(call('zip_with', [columnExpression(left), columnExpression(right), lambdaOf(body, 2)]));

/** One value of all items: from `initial` on, merged with one item after the other. */
export const aggregate = (array: ColumnOrName, initial: unknown, merge: OfTwo): Column =>
  new Column(call('aggregate', [columnExpression(array), valueExpression(initial), lambdaOf(merge, 2)]));

/** The map with other keys. */
export const transform_keys = overEntries('transform_keys');

/** The map with other values. */
export const transform_values = overEntries('transform_values');

/** The entries for which the function is true. */
export const map_filter = overEntries('map_filter');
