import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import { produce, type ProduceOptions } from '../../src/producers/produce.js';
import { KAFKA_ERROR, type KafkaServer, startKafkaServer } from '../kafka/support/kafka-server.js';

let server: KafkaServer;
beforeEach(async () => {
  server = await startKafkaServer();
  server.addTopic('events', [{}, {}]);
});
afterEach(() => server[Symbol.asyncDispose]());

const START_US = 1_769_860_800_000_000;
/** A clock on which nothing is waited for. */
function jumpingClock() {
  let nowUs = START_US;
  return {
    nowUs: () => nowUs,
    sleepUntil(atUs: number) {
      nowUs = Math.max(nowUs, atUs);
      return new Promise<void>((resolve) => void setImmediate(resolve));
    },
  };
}

const run = (changes: Partial<ProduceOptions<'first' | 'second'>> = {}) =>
  produce<'first' | 'second'>(kafkaClient(server), {
    runId: 'run',
    topic: 'events',
    eventAt: (producer, sequence) => ({ key: `${producer}-${sequence}`, payload: '{}' }),
    plans: [
      { producer: 'first', maxEvents: 20 },
      { producer: 'second', maxEvents: 10 },
    ],
    ...changes,
  });

describe('producers', () => {
  it('send side by side, each through a producer of its own, and have a result each', async () => {
    const results = await run();
    expect(results.map(({ producer, sentOk, ended }) => ({ producer, sentOk, ended }))).toEqual([
      { producer: 'first', sentOk: 20, ended: 'done' },
      { producer: 'second', sentOk: 10, ended: 'done' },
    ]);
    const counts = new Map<bigint, number>();
    for (const { producerId, count } of server.sent)
      counts.set(producerId, (counts.get(producerId) ?? 0) + count);
    expect([...counts.values()].toSorted()).toEqual([10, 20]);
    await expect.poll(server.connections).toBe(0);
  });

  it('make each event for its producer and number, at the time when it is sent', async () => {
    const made: string[] = [];
    const clock = jumpingClock();
    await run({
      clock,
      plans: [{ producer: 'first', eventsPerSecond: 2, maxEvents: 3 }],
      eventAt: (producer, sequence, nowMs) => {
        made.push(`${producer} ${sequence} after ${nowMs - START_US / 1000} ms`);
        return { key: '', payload: '' };
      },
    });
    expect(made).toEqual(['first 0 after 0 ms', 'first 1 after 500 ms', 'first 2 after 1000 ms']);
  });

  it('leave the warm-up out of their latencies', async () => {
    const plans = [{ producer: 'first', eventsPerSecond: 1, maxEvents: 5 }] as const;
    const [all] = await run({ clock: jumpingClock(), plans });
    const [late] = await run({ clock: jumpingClock(), plans, excludedRampUpSeconds: 3 });
    expect([all?.ackLatency.percentilesMs().count, late?.ackLatency.percentilesMs().count]).toEqual([5, 2]);
  });

  it('say whose batch has failed', async () => {
    server.fail('Produce', KAFKA_ERROR.policyViolation, KAFKA_ERROR.policyViolation);
    const errors: string[] = [];
    const plans = [{ producer: 'second', maxEvents: 1 }] as const;
    const [result] = await run({
      plans,
      onError: (producer, _, events) => errors.push(`${producer} ${events}`),
    });
    expect(errors).toEqual(['second 1']);
    expect(result).toMatchObject({ sentOk: 0, sentError: 1 });
  });

  it('that cannot all be opened send nothing, and leave no connection', async () => {
    server.fail('InitProducerId', 0, ...Array<number>(9).fill(KAFKA_ERROR.clusterAuthorizationFailed));
    await expect(run()).rejects.toThrow(/[Aa]uthoriz/);
    expect(server.sent).toEqual([]);
    await expect.poll(server.connections).toBe(0);
  });
});
