import { expect, it } from 'vitest';
import { StreamingQueryException } from '../../src/spark/errors.js';
import { assertQueryRuns } from '../../src/streaming/query-failure.js';

const query = (isActive: boolean, failure?: StreamingQueryException) => ({
  status: () => Promise.resolve({ isActive, message: '', isDataAvailable: false, isTriggerActive: false }),
  exception: () => Promise.resolve(failure),
});

it('is content while the query runs', async () => {
  await assertQueryRuns(query(true));
});

it('throws what made the query fail', async () => {
  const failure = new StreamingQueryException('the topic is gone');
  await expect(assertQueryRuns(query(false, failure))).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: 'The streaming query failed: the topic is gone',
    cause: failure,
  });
});

it('tells a query that somebody stopped from one that failed', async () => {
  await expect(assertQueryRuns(query(false))).rejects.toMatchObject({ code: 'QUERY_STOPPED' });
});
