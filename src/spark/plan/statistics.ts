import type { Expression_Literal } from '../gen/spark/connect/expressions_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';
import { relation } from './relations.js';

/** Wherever columns are asked for, none means all. */
type Names = readonly string[];

/** @param values one for all columns, or one for each */
export function fillNa(input: Relation, cols: Names, values: readonly Expression_Literal[]): Relation {
  return relation({ case: 'fillNa', value: { input, cols: [...cols], values: [...values] } });
}

/** @param minNonNulls rows with fewer values are dropped; default as many as there are columns */
export function dropNa(input: Relation, cols: Names, minNonNulls?: number): Relation {
  const least = minNonNulls === undefined ? {} : { minNonNulls };
  return relation({ case: 'dropNa', value: { input, cols: [...cols], ...least } });
}

export interface Replacement {
  readonly oldValue: Expression_Literal;
  readonly newValue: Expression_Literal;
}

export function replace(input: Relation, cols: Names, replacements: readonly Replacement[]): Relation {
  return relation({ case: 'replace', value: { input, cols: [...cols], replacements: [...replacements] } });
}

export function describe(input: Relation, cols: Names): Relation {
  return relation({ case: 'describe', value: { input, cols: [...cols] } });
}

/** @param statistics such as "count", "mean", "25%"; none means Spark's usual ones */
export function summary(input: Relation, statistics: Names): Relation {
  return relation({ case: 'summary', value: { input, statistics: [...statistics] } });
}

export function correlation(input: Relation, col1: string, col2: string): Relation {
  return relation({ case: 'corr', value: { input, col1, col2, method: 'pearson' } });
}

export function covariance(input: Relation, col1: string, col2: string): Relation {
  return relation({ case: 'cov', value: { input, col1, col2 } });
}

export function approxQuantile(
  input: Relation,
  cols: Names,
  probabilities: readonly number[],
  relativeError: number,
): Relation {
  const value = { input, cols: [...cols], probabilities: [...probabilities], relativeError };
  return relation({ case: 'approxQuantile', value });
}

export function crosstab(input: Relation, col1: string, col2: string): Relation {
  return relation({ case: 'crosstab', value: { input, col1, col2 } });
}

/** @param support least share of rows that an item must be in */
export function freqItems(input: Relation, cols: Names, support: number): Relation {
  return relation({ case: 'freqItems', value: { input, cols: [...cols], support } });
}
