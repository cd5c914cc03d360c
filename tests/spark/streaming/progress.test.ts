import { expect, test } from 'vitest';
import { parseProgress } from '../../../src/spark/streaming/progress.js';

test('input rows are those of all sources, and the text is kept as it came', () => {
  const json = JSON.stringify({
    id: 'a',
    name: null,
    batchId: 3,
    sources: [{ numInputRows: 5 }, { numInputRows: 7 }],
  });
  expect(parseProgress(json)).toMatchObject({ id: 'a', name: null, batchId: 3, numInputRows: 12, json });
});
