import { Column, valueExpression } from './column.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import { call } from './plan/expressions.js';

/** Conditions in order, each with its value; null where none is true, unless `otherwise` says more. */
export class CaseColumn extends Column {
  readonly #branches: readonly Expression[];

  constructor(branches: readonly Expression[]) {
    super(call('when', branches));
    this.#branches = branches;
  }

  when(condition: Column, value: unknown): CaseColumn {
    return new CaseColumn([...this.#branches, condition.expression, valueExpression(value)]);
  }

  /** The value where no condition is true. */
  otherwise(value: unknown): Column {
    return new Column(call('when', [...this.#branches, valueExpression(value)]));
  }
}
