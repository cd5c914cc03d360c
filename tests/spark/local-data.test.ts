import { describe, expect, test } from 'vitest';
import { SparkArgumentError } from '../../src/spark/index.js';
import { offlineSession } from './support/offline.js';

describe('createDataFrame refuses', () => {
  test.each<[string, object[], string | undefined, string]>([
    ['no rows without a schema', [], undefined, 'createDataFrame without rows needs a schema'],
    ['arrays without a schema', [[1]], undefined, 'createDataFrame of arrays needs a schema'],
    ['arrays of several lengths', [[1, 2], [1]], 'a INT, b INT', 'row 1 is an array of 1 values'],
    ['objects among arrays', [[1], { a: 1 }], 'a INT', 'row 1 is an object'],
  ])('%s', (_, rows, schema, message) => {
    const create = () => offlineSession().createDataFrame(rows, schema);
    expect(create).toThrow(SparkArgumentError);
    expect(create).toThrow(message);
  });
});
