import type { Row } from './arrow/rows.js';
import { SparkProtocolError } from './errors.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import * as statistics from './plan/statistics.js';

interface Collectable {
  collect(): Promise<Row[]>;
}

/** Statistics of columns. */
export class DataFrameStat<Frame extends Collectable> {
  readonly #input: Relation;
  readonly #derive: (relation: Relation) => Frame;

  constructor(input: Relation, derive: (relation: Relation) => Frame) {
    this.#input = input;
    this.#derive = derive;
  }

  /** Pearson's correlation. */
  async corr(first: string, second: string): Promise<number> {
    return (await this.#single(statistics.correlation(this.#input, first, second))) as number;
  }

  /** The covariance of a sample. */
  async cov(first: string, second: string): Promise<number> {
    return (await this.#single(statistics.covariance(this.#input, first, second))) as number;
  }

  /**
   * For each column the values at the probabilities.
   *
   * @param probabilities from 0 (least) to 1 (greatest)
   * @param relativeError 0 is exact and takes most memory
   */
  async approxQuantile(
    columns: readonly string[],
    probabilities: readonly number[],
    relativeError = 0,
  ): Promise<readonly (readonly number[])[]> {
    const plan = statistics.approxQuantile(this.#input, columns, probabilities, relativeError);
    return (await this.#single(plan)) as readonly (readonly number[])[];
  }

  /** How often values of the first column (rows) and of the second (columns) come together. */
  crosstab(first: string, second: string): Frame {
    return this.#derive(statistics.crosstab(this.#input, first, second));
  }

  /** Values that are in many rows, and perhaps some that are not. @param support least share of rows; default 0.01 */
  freqItems(columns: readonly string[], support = 0.01): Frame {
    return this.#derive(statistics.freqItems(this.#input, columns, support));
  }

  async #single(plan: Relation): Promise<unknown> {
    const [row] = await this.#derive(plan).collect();
    if (row === undefined) throw new SparkProtocolError('The server gave no row for a statistic');
    return Object.values(row)[0];
  }
}
