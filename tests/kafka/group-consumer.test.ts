import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import { type GroupConsumer, type GroupConsumerOptions, joinGroup } from '../../src/kafka/group-consumer.js';
import { KAFKA_ERROR, type KafkaServer, startKafkaServer } from './support/kafka-server.js';

let server: KafkaServer;
beforeEach(async () => void (server = await startKafkaServer()));
afterEach(() => server[Symbol.asyncDispose]());

const values = (...texts: readonly string[]) => texts.map((value) => ({ value }));

/** Joins the group `readers` of the topic `events`, and keeps what it is given. */
async function join(changes: Partial<GroupConsumerOptions> = {}) {
  const given: string[] = [];
  const figures = { commits: 0 };
  const consumer = await joinGroup(kafkaClient(server), {
    groupId: 'readers',
    topic: 'events',
    signal: new AbortController().signal,
    onCommit: () => (figures.commits += 1),
    ...changes,
    async onMessage(message, receivedUs, self) {
      given.push(String(message.value));
      await changes.onMessage?.(message, receivedUs, self);
    },
  });
  onTestFinished(() => consumer.close());
  return { consumer, given, figures };
}

const positionsOf = ({ positions }: GroupConsumer) => Object.fromEntries(positions);

describe('a group begins', () => {
  beforeEach(() => {
    server.addTopic('events', [{ low: 1n }, { low: 1n }, { low: 1n }]);
    for (const partition of [0, 1, 2]) server.append('events', partition, ...values('1', '2', '3'));
  });

  it('where it has committed, else where it is to, else at the beginning', async () => {
    server.committed.set('readers/events-0', 3n);
    const startOffsets = new Map([
      [0, 2n],
      [1, 2n],
    ]);
    const { consumer, given } = await join({ startOffsets });
    await expect.poll(() => given.length).toBe(1 + 2 + 3);
    expect(given.toSorted()).toEqual(['1', '2', '2', '3', '3', '3']);
    expect(positionsOf(consumer)).toEqual({ 0: 4n, 1: 4n, 2: 4n });
  });

  it('with what is there, where these offsets are not', async () => {
    // The topic has been made again, or its old records have been removed.
    server.committed.set('readers/events-0', 9n);
    server.committed.set('readers/events-1', 0n);
    const { given } = await join({ startOffsets: new Map([[1, 3n]]) });
    await expect.poll(() => given.length).toBe(3 + 1 + 3);
  });

  it('once its coordinator has loaded it', async () => {
    server.fail('OffsetFetch', KAFKA_ERROR.coordinatorLoadInProgress);
    server.committed.set('readers/events-0', 4n);
    const { given } = await join();
    await expect.poll(() => given.length).toBe(6);
  });

  it('never, where its user may not see it', async () => {
    server.fail('OffsetFetch', KAFKA_ERROR.groupAuthorizationFailed);
    await expect(join()).rejects.toMatchObject({
      code: 'KAFKA_FORBIDDEN',
      message: expect.stringMatching(
        /^Kafka does not let its user see the offsets of the group readers: /,
      ) as string,
    });
  });
});

describe('a consumer', () => {
  beforeEach(() => server.addTopic('events', [{}]));

  it('goes on in the middle of a batch', async () => {
    server.append('events', 0, ...values('a', 'b', 'c'));
    server.committed.set('readers/events-0', 1n);
    const { given } = await join();
    await expect.poll(() => given).toEqual(['b', 'c']);
  });

  it('is given what is appended later, with the time at which its batch came', async () => {
    const times: number[] = [];
    let nowUs = 1_769_860_800_000_000;
    const { given } = await join({ nowUs: () => nowUs++, onMessage: (_, us) => void times.push(us) });
    server.append('events', 0, ...values('a', 'b'));
    await expect.poll(() => given).toEqual(['a', 'b']);
    server.append('events', 0, ...values('c'));
    await expect.poll(() => given).toEqual(['a', 'b', 'c']);
    expect(times).toEqual([1_769_860_800_000_000, 1_769_860_800_000_000, 1_769_860_800_000_001]);
  });

  it('commits when it is asked to, and no further than it has read', async () => {
    server.append('events', 0, ...values('a', 'b', 'c'));
    const { given, figures } = await join({
      onMessage: ({ value }, _, { commit }) => (String(value) === 'b' ? commit() : undefined),
    });
    await expect.poll(() => given.length).toBe(3);
    expect(server.committed.get('readers/events-0')).toBe(2n);
    expect(figures.commits).toBe(1);
  });

  it('is given nothing after its signal', async () => {
    const stop = new AbortController();
    server.append('events', 0, ...values('a', 'b', 'c'));
    const { consumer, given } = await join({
      signal: stop.signal,
      onMessage: ({ value }) => (String(value) === 'b' ? stop.abort() : undefined),
    });
    await expect.poll(() => given.length).toBe(2);
    await consumer.commit();
    expect(given).toEqual(['a', 'b']);
    expect(server.committed.get('readers/events-0')).toBe(2n);
  });

  // What a coordinator says to a commit while another member joins, or once it has given this one up.
  it.each(['rebalanceInProgress', 'illegalGeneration', 'unknownMemberId'] as const)(
    'repeats nothing and skips nothing when its group is joined again: %s',
    async (error) => {
      server.append('events', 0, ...values('a', 'b', 'c', 'd'));
      server.fail('OffsetCommit', KAFKA_ERROR[error]);
      const { given } = await join({
        onMessage: ({ value }, _, { commit }) => (String(value) === 'b' ? commit() : undefined),
      });
      await expect.poll(() => given.length).toBe(4);
      expect(given).toEqual(['a', 'b', 'c', 'd']);
      expect(server.requests.filter((api) => api === 'JoinGroup')).toHaveLength(2);
    },
  );

  it('that may read no more has given up, and says why', async () => {
    const { consumer } = await join();
    server.fail('Fetch', KAFKA_ERROR.topicAuthorizationFailed);
    await expect.poll(() => consumer.gaveUp.aborted).toBe(true);
    expect(String(consumer.gaveUp.reason)).toMatch(/[Aa]uthoriz/);
    await expect(consumer.commit()).rejects.toBe(consumer.gaveUp.reason);
  });

  it('that cannot join leaves no connection', async () => {
    server.fail('JoinGroup', KAFKA_ERROR.groupAuthorizationFailed);
    await expect(join()).rejects.toThrow(/[Aa]uthoriz/);
    await expect.poll(server.connections).toBe(0);
  });

  it('leaves its group at the end', async () => {
    const { consumer } = await join();
    await consumer.close();
    expect(server.requests).toContain('LeaveGroup');
    await expect.poll(server.connections).toBe(0);
  });
});
