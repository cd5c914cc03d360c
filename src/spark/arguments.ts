import { SparkArgumentError } from './errors.js';

const MAX_INT = 2 ** 31 - 1;

/** @throws SparkArgumentError unless the value is a whole number that a Spark INT holds */
export function wholeNumber(value: number, what: string, least = 0): number {
  if (Number.isInteger(value) && value >= least && value <= MAX_INT) return value;
  throw new SparkArgumentError(`${what} must be a whole number of at least ${least}, not ${String(value)}`);
}

/** @throws SparkArgumentError unless the value is a whole number that a Spark BIGINT holds */
export function bigInteger(value: number | bigint, what: string): bigint {
  if (Number.isSafeInteger(value) || (typeof value === 'bigint' && BigInt.asIntN(64, value) === value)) {
    return BigInt(value);
  }
  throw new SparkArgumentError(`${what} must be a whole number of 64 bits, not ${String(value)}`);
}

/** @throws SparkArgumentError for a text with nothing in it */
export function notBlank(value: string, what: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new SparkArgumentError(`${what} must be a text that is not blank, not ${JSON.stringify(value)}`);
}
