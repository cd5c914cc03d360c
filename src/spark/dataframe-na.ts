import { wholeNumber } from './arguments.js';
import { SparkArgumentError } from './errors.js';
import type { Expression_Literal } from './gen/spark/connect/expressions_pb.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { scalar } from './plan/literals.js';
import { dropNa, fillNa, replace } from './plan/statistics.js';

type Names = readonly string[];
type FillValue = string | number | bigint | boolean;
type Replaceable = FillValue | null;

export interface DropNaOptions {
  /** "any" drops rows with any null, "all" those with nothing but nulls. Default any. */
  readonly how?: 'any' | 'all';
  /** Rows with fewer values are dropped; goes before `how`. */
  readonly thresh?: number;
  /** Which columns count. Default all. */
  readonly subset?: Names;
}

/** What to do about nulls and NaN. Where columns are asked for, none means all. */
export class DataFrameNa<Frame> {
  readonly #input: Relation;
  readonly #derive: (relation: Relation) => Frame;

  constructor(input: Relation, derive: (relation: Relation) => Frame) {
    this.#input = input;
    this.#derive = derive;
  }

  /** A value in place of null: one for all columns of its kind, or `{ column: value }`. */
  fill(value: FillValue, columns?: Names): Frame;
  fill(valueByColumn: Readonly<Record<string, FillValue>>): Frame;
  fill(value: FillValue | Readonly<Record<string, FillValue>>, columns: Names = []): Frame {
    if (typeof value !== 'object') return this.#derive(fillNa(this.#input, columns, [fillValue(value)]));
    if (Object.keys(value).length === 0)
      throw new SparkArgumentError('na.fill needs a value for at least one column');
    return this.#derive(fillNa(this.#input, Object.keys(value), Object.values(value).map(fillValue)));
  }

  drop({ how = 'any', thresh, subset = [] }: DropNaOptions = {}): Frame {
    const least = thresh === undefined ? (how === 'all' ? 1 : undefined) : wholeNumber(thresh, 'thresh');
    return this.#derive(dropNa(this.#input, subset, least));
  }

  /** Some values by others, null too: `replace([['', null], ['N/A', null]])`. All must be numbers, texts or booleans. */
  replace(pairs: readonly (readonly [from: Replaceable, to: Replaceable])[], columns: Names = []): Frame {
    const replacements = pairs.map(([from, to]) => ({ oldValue: scalar(from), newValue: scalar(to) }));
    return this.#derive(replace(this.#input, columns, replacements));
  }
}

/** For filling the server takes whole numbers as BIGINT only. */
function fillValue(value: FillValue): Expression_Literal {
  return scalar(Number.isSafeInteger(value) ? BigInt(value) : value);
}
