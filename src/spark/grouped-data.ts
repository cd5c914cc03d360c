import type { Column } from './column.js';
import type { DataFrame } from './dataframe.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import { call, alias, literal } from './plan/expressions.js';

/** Rows in groups, waiting for what to compute of each. */
export class GroupedData {
  readonly #aggregate: (aggregates: readonly Expression[]) => DataFrame;

  constructor(aggregate: (aggregates: readonly Expression[]) => DataFrame) {
    this.#aggregate = aggregate;
  }

  agg(...columns: readonly Column[]): DataFrame {
    return this.#aggregate(columns.map((column) => column.expression));
  }

  /** The number of rows in each group, as column `count`. */
  count(): DataFrame {
    return this.#aggregate([alias(call('count', [literal(1)]), 'count')]);
  }
}
