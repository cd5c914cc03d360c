import { functions as F } from '../../../src/spark/index.js';
import type { Column } from '../../../src/spark/index.js';

/** What is no plain call of a function on the server. */
const others = new Set([
  'col',
  'lit',
  'expr',
  'call_function',
  'asc',
  'desc',
  'broadcast',
  'udf',
  'when',
  'window',
  'transform',
  'filter',
  'exists',
  'forall',
  'zip_with',
  'aggregate',
  'transform_keys',
  'transform_values',
  'map_filter',
]);

type Plain = (...args: readonly unknown[]) => Column;
const plain = Object.entries(F).filter(([name]) => !others.has(name)) as [string, Plain][];

/** Each plain function with the name of the one that it calls. */
export const plainFunctions = plain.map(([name, call]) => {
  const { exprType } = call('a', 'b').expression;
  return { name, called: exprType.case === 'unresolvedFunction' ? exprType.value.functionName : undefined };
});
