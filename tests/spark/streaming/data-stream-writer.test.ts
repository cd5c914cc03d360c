import { describe, expect, test } from 'vitest';
import { SparkArgumentError } from '../../../src/spark/index.js';
import type { Trigger } from '../../../src/spark/index.js';
import { SessionContext } from '../../../src/spark/session-context.js';
import { StreamingQuery } from '../../../src/spark/streaming/streaming-query.js';
import { range } from '../../../src/spark/plan/relations.js';
import { DataStreamWriter } from '../../../src/spark/streaming/data-stream-writer.js';
import { offlineSession } from '../support/offline.js';
import { complete, startFakeSpark } from '../support/fake-spark.js';

const writer = () => offlineSession().readStream.format('rate').load().writeStream;

describe('what cannot be is refused before a request', () => {
  test.each([
    ['none', {}],
    ['nothing at all', undefined],
    ['two', { processingTime: '1 second', once: true }],
    ['an unknown one', { everyNow: true }],
    ['availableNow: false', { availableNow: false }],
    ['a blank interval', { processingTime: ' ' }],
    ['an interval of true', { continuous: true }],
    ['an interval of 5', { processingTime: 5 }],
  ])('trigger: %s', (_, trigger) => {
    expect(() => writer().trigger(trigger as unknown as Trigger)).toThrow(SparkArgumentError);
  });

  test.each([' ', ''])('queryName(%j)', (name) => {
    expect(() => writer().queryName(name)).toThrow(SparkArgumentError);
  });

  test('functions on the server, with what to do instead', () => {
    expect(() => writer().foreach()).toThrow(/foreach .* availableNow/);
    expect(() => writer().foreachBatch()).toThrow(/foreachBatch .* availableNow/);
  });

  test.each([0, -1, 1.5, NaN, 'hello'])('awaitTermination(%s)', async (timeoutMs) => {
    await using fake = await startFakeSpark();
    const query = new StreamingQuery(new SessionContext(fake.client()), { id: 'a', runId: 'b' });
    await expect(query.awaitTermination(timeoutMs as number)).rejects.toThrow(SparkArgumentError);
    expect(fake.calls).toEqual([]);
  });
});

describe('start', () => {
  const started = {
    responseId: 'r1',
    responseType: {
      case: 'writeStreamOperationStartResult',
      value: { queryId: { id: 'the-id', runId: 'the-run' }, name: '' },
    },
  } as const;

  test('sends all that was gathered and gives the query', async () => {
    await using fake = await startFakeSpark([[started, complete]]);
    const query = await new DataStreamWriter(new SessionContext(fake.client()), range(0n, 1n, 1n))
      .format('json')
      .outputMode('append')
      .partitionBy('p', 'q')
      .option('checkpointLocation', '/cp')
      .queryName('orders')
      .trigger({ processingTime: '5 seconds' })
      .start('/out');
    expect(query).toMatchObject({ id: 'the-id', runId: 'the-run', name: undefined });
    const { opType } = fake.callsOf('executePlan')[0]?.request.plan ?? {};
    expect(opType).toMatchObject({
      case: 'command',
      value: {
        commandType: {
          case: 'writeStreamOperationStart',
          value: {
            format: 'json',
            outputMode: 'append',
            partitioningColumnNames: ['p', 'q'],
            options: { checkpointLocation: '/cp' },
            queryName: 'orders',
            trigger: { case: 'processingTimeInterval', value: '5 seconds' },
            sinkDestination: { case: 'path', value: '/out' },
          },
        },
      },
    });
  });

  test.each<[Trigger, object]>([
    [{ availableNow: true }, { case: 'availableNow', value: true }],
    [{ once: true }, { case: 'once', value: true }],
    [{ continuous: '1 second' }, { case: 'continuousCheckpointInterval', value: '1 second' }],
  ])('with the trigger %o', async (trigger, sent) => {
    await using fake = await startFakeSpark([[started, complete]]);
    const writer = new DataStreamWriter(new SessionContext(fake.client()), range(0n, 1n, 1n));
    await writer.trigger(trigger).toTable('t');
    expect(fake.callsOf('executePlan')[0]?.request.plan?.opType).toMatchObject({
      value: {
        commandType: { value: { trigger: sent, sinkDestination: { case: 'tableName', value: 't' } } },
      },
    });
  });
});
