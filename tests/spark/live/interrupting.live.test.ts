import { expect, test } from 'vitest';
import { OperationCanceledException } from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  const slow = "java_method('java.lang.Thread', 'sleep', 60000L) AS slept";

  test('by a signal ends the query here and on the server', async () => {
    const controller = new AbortController();
    const result = spark().range(1).selectExpr(slow).collect({ signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 500);
    await expect(result).rejects.toThrow('enough');
    // The server has nothing left to interrupt.
    await expect.poll(() => spark().interruptAll(), { timeout: 20_000 }).toEqual([]);
  });

  test('by tag ends what has the tag', async () => {
    spark().addTag('slow');
    const result = failure(spark().range(1).selectExpr(slow).collect());
    spark().removeTag('slow');
    let ended = false;
    void result.then(() => (ended = true));
    const interrupted = new Set<string>();
    // The server answers with the operation and yet misses it when the interrupt comes before its first job.
    const interrupt = async () => {
      for (const operation of await spark().interruptTag('slow')) interrupted.add(operation);
      return ended;
    };
    await expect.poll(interrupt, { timeout: 20_000 }).toBe(true);
    expect(interrupted.size).toBe(1);
    const error = await result;
    expect(error).toBeInstanceOf(OperationCanceledException);
    expect(error).toMatchObject({ errorClass: 'OPERATION_CANCELED', sqlState: 'HY008' });
    expect(await spark().interruptTag('other')).toEqual([]);
  });

  test('by leaving the loop ends the query on the server', async () => {
    const rows = spark().range(0, 5_000_000, 1, 20).toLocalIterator();
    await rows.next();
    await rows.return();
    await expect.poll(() => spark().interruptAll(), { timeout: 20_000 }).toEqual([]);
  });
});
