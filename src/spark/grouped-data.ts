import { columnExpression } from './column.js';
import type { Column, ColumnOrName } from './column.js';
import { SparkArgumentError } from './errors.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import { alias, attribute, call } from './plan/expressions.js';
import { literal, scalar } from './plan/literals.js';
import type { Scalar } from './plan/literals.js';
import type { Grouping } from './plan/aggregation.js';

type Aggregate<Frame> = (grouping: Grouping, aggregates: readonly Expression[]) => Frame;
type Names = readonly string[];

/** Rows in groups, waiting for what to compute of each. */
export class GroupedData<Frame> {
  readonly #grouping: Grouping;
  readonly #aggregate: Aggregate<Frame>;

  constructor(grouping: Grouping, aggregate: Aggregate<Frame>) {
    this.#grouping = grouping;
    this.#aggregate = aggregate;
  }

  agg(...columns: readonly Column[]): Frame {
    return this.#aggregate(
      this.#grouping,
      columns.map((column) => column.expression),
    );
  }

  /**
   * One column of results for each value of a column.
   *
   * @param values in their order; left out, the server runs a query first to see which there are
   */
  pivot(column: ColumnOrName, values: readonly Scalar[] = []): GroupedData<Frame> {
    if (this.#grouping.type !== 'groupBy' || this.#grouping.pivot !== undefined)
      throw new SparkArgumentError('pivot() goes once, and after groupBy(), not after rollup() or cube()');
    const pivot = { column: columnExpression(column), values: values.map(scalar) };
    return new GroupedData({ ...this.#grouping, pivot }, this.#aggregate);
  }

  /** The number of rows in each group, as column `count`. */
  count(): Frame {
    return this.#aggregate(this.#grouping, [alias(call('count', [literal(1)]), 'count')]);
  }

  sum(...columns: Names): Frame {
    return this.#each('sum', columns);
  }

  avg(...columns: Names): Frame {
    return this.#each('avg', columns);
  }

  mean(...columns: Names): Frame {
    return this.avg(...columns);
  }

  min(...columns: Names): Frame {
    return this.#each('min', columns);
  }

  max(...columns: Names): Frame {
    return this.#each('max', columns);
  }

  #each(name: string, columns: Names): Frame {
    if (columns.length === 0) throw new SparkArgumentError(`${name}() needs the names of its columns`);
    return this.#aggregate(
      this.#grouping,
      columns.map((column) => call(name, [attribute(column)])),
    );
  }
}
