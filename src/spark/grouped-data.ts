import type { Column } from './column.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import { alias, call, literal } from './plan/expressions.js';

/** Rows in groups, waiting for what to compute of each. */
export class GroupedData<Frame> {
  readonly #aggregate: (aggregates: readonly Expression[]) => Frame;

  constructor(aggregate: (aggregates: readonly Expression[]) => Frame) {
    this.#aggregate = aggregate;
  }

  agg(...columns: readonly Column[]): Frame {
    return this.#aggregate(columns.map((column) => column.expression));
  }

  /** The number of rows in each group, as column `count`. */
  count(): Frame {
    return this.#aggregate([alias(call('count', [literal(1)]), 'count')]);
  }
}
