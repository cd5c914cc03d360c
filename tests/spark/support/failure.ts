import { expect } from 'vitest';
import { SparkError } from '../../../src/spark/index.js';

/** The error of a call that must fail. */
export async function failure(call: Promise<unknown>): Promise<SparkError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(SparkError);
  return thrown as SparkError;
}
