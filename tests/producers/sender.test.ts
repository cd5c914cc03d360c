import { describe, expect, it } from 'vitest';
import type { IdempotentProducer } from '../../src/kafka/idempotent-producer.js';
import { fromHeaders } from '../../src/producers/headers.js';
import type { PaceClock } from '../../src/producers/pace.js';
import { type EventAt, SEND_TUNING, sendEvents, type SendOptions } from '../../src/producers/sender.js';
import { readRecord, type ReadRecord } from '../kafka/read-record.js';

const START_US = 1_769_860_800_000_000;
const SECOND_US = 1_000_000;
const eventAt: EventAt = (sequence, nowMs) => ({
  key: `key-${sequence}`,
  payload: JSON.stringify({ sequence, nowMs }),
});

/** A clock that stands still but for sleeping and for what a test adds. */
function testClock() {
  let us = START_US;
  const clock: PaceClock = {
    nowUs: () => us,
    sleepUntil: (atUs) => {
      us = Math.max(us, atUs);
      return Promise.resolve();
    },
  };
  return { clock, advance: (byUs: number) => (us += byUs) };
}

type Send = (...args: Parameters<IdempotentProducer['send']>) => Promise<unknown>;

/** Brokers of six partitions, in memory: what they took, in order, by partition. */
function memoryBrokers(send: Send = () => Promise.resolve()) {
  const taken = Array.from({ length: 6 }, (): ReadRecord[] => []);
  const producer: IdempotentProducer = {
    partitionCount: 6,
    async send(partition, records) {
      await send(partition, records);
      taken[partition]?.push(...records.map(readRecord));
      return undefined;
    },
    close: () => Promise.resolve(),
  };
  return { producer, taken, all: () => taken.flat() };
}

const headersOf = ({ headers }: ReadRecord) => {
  const event = fromHeaders(headers);
  if (event === undefined) throw new Error('the headers are not ours');
  return event;
};

const OPTIONS = {
  runId: 'test-run',
  producer: 'sensor',
  eventAt,
  startUs: START_US,
  measureFromUs: START_US,
  // The clock of the tests stands still while a batch would wait for its time.
  tuning: { ...SEND_TUNING, lingerMs: 0 },
} as const satisfies SendOptions;

describe('sendEvents', () => {
  it('sends each event of the schedule once, with its identity and timestamps', async () => {
    const { producer, taken, all } = memoryBrokers();
    const { clock } = testClock();
    const result = await sendEvents(producer, {
      ...OPTIONS,
      producer: 'odd one',
      eventsPerSecond: 100,
      durationSeconds: 3,
      clock,
      eventAt: (sequence, nowMs) => ({ ...eventAt(sequence, nowMs), faultType: 'wrong_type' }),
    });
    expect(result).toMatchObject({
      ended: 'done',
      producer: 'odd one',
      generated: 300,
      sentOk: 300,
      sentError: 0,
    });
    expect(result.acked.missing(300)).toEqual([]);
    const bySequence = all().sort((left, right) => headersOf(left).sequence - headersOf(right).sequence);
    bySequence.forEach((message, sequence) => {
      const scheduledUs = START_US + sequence * 10_000;
      expect(headersOf(message)).toEqual({
        runId: 'test-run',
        producer: 'odd one',
        sequence,
        intendedUs: scheduledUs,
        sentUs: scheduledUs,
        faultType: 'wrong_type',
      });
      const { key, payload } = eventAt(sequence, scheduledUs / 1000);
      expect([message.key, message.value]).toEqual([key, payload]);
    });
    for (const messages of taken) {
      expect(messages.length).toBeGreaterThan(20);
      const sequences = messages.map((message) => headersOf(message).sequence);
      expect(sequences).toEqual([...sequences].sort((left, right) => left - right));
    }
  });

  it('keeps the schedule of a late sender, and catches up', async () => {
    const { clock, advance } = testClock();
    let stalled = false;
    const { producer, all } = memoryBrokers();
    const result = await sendEvents(producer, {
      ...OPTIONS,
      eventsPerSecond: 10,
      maxEvents: 50,
      clock,
      eventAt(sequence, nowMs) {
        if (sequence === 10 && !stalled) {
          stalled = true;
          advance(2 * SECOND_US);
        }
        return eventAt(sequence, nowMs);
      },
    });
    const sent = all().map(headersOf);
    for (const { sequence, intendedUs } of sent) expect(intendedUs).toBe(START_US + sequence * 100_000);
    expect(sent.find(({ sequence }) => sequence === 20)?.sentUs).toBe(START_US + 3 * SECOND_US);
    expect(sent.find(({ sequence }) => sequence === 40)?.sentUs).toBe(START_US + 4 * SECOND_US);
    expect(result.lateness.percentilesMs().max).toBeCloseTo(1900, -1);
  });

  it('counts and reports what the brokers refuse, and goes on', async () => {
    const { clock } = testClock();
    const reported: [string, number][] = [];
    let refusals = 0;
    const { producer, all } = memoryBrokers((partition) => {
      if (partition !== 2 || (refusals += 1) > 3) return Promise.resolve();
      return Promise.reject(new Error('record is too large'));
    });
    const result = await sendEvents(producer, {
      ...OPTIONS,
      eventsPerSecond: 100,
      maxEvents: 400,
      clock,
      onError: (error, events) => reported.push([error.message, events]),
    });
    expect(reported.map(([message]) => message)).toEqual(Array(3).fill('record is too large'));
    const failed = reported.reduce((sum, [, events]) => sum + events, 0);
    expect(result).toMatchObject({ ended: 'done', generated: 400, sentOk: 400 - failed, sentError: failed });
    expect(all().every((message) => result.acked.has(headersOf(message).sequence))).toBe(true);
    expect(all()).toHaveLength(400 - failed);
  });

  it('waits when too many events are pending, and loses none of them', async () => {
    let underWay = 0;
    let most = 0;
    const { producer, all } = memoryBrokers(async (_, messages) => {
      underWay += messages.length;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= messages.length;
    });
    const result = await sendEvents(producer, {
      ...OPTIONS,
      maxEvents: 3000,
      clock: testClock().clock,
      tuning: { maxPendingEvents: 100, maxBatchEvents: 20, lingerMs: 0 },
    });
    expect(result.sentOk).toBe(3000);
    expect(all()).toHaveLength(3000);
    expect(most).toBeGreaterThan(20);
    expect(most).toBeLessThanOrEqual(100);
  });

  it('stops at the signal, and flushes what is under way', async () => {
    const stop = new AbortController();
    const { clock } = testClock();
    const { producer, all } = memoryBrokers(() => new Promise((resolve) => setTimeout(resolve, 20)));
    const result = await sendEvents(producer, {
      ...OPTIONS,
      eventsPerSecond: 1000,
      durationSeconds: 3600,
      signal: stop.signal,
      clock,
      eventAt(sequence, nowMs) {
        if (sequence === 99) stop.abort();
        return eventAt(sequence, nowMs);
      },
    });
    expect(result).toMatchObject({ ended: 'stopped', generated: 100, sentOk: 100, sentError: 0 });
    expect(all()).toHaveLength(100);
  });

  it('sends nothing when the signal has fired before', async () => {
    const result = await sendEvents(memoryBrokers().producer, {
      ...OPTIONS,
      maxEvents: 10,
      signal: AbortSignal.abort(),
      clock: testClock().clock,
    });
    expect(result).toMatchObject({ ended: 'stopped', generated: 0, throughputEps: 0 });
  });

  it('gives up when the brokers are gone, and knows what was not acknowledged', async () => {
    const { clock, advance } = testClock();
    const reported: string[] = [];
    let calls = 0;
    const { producer, all } = memoryBrokers(() => {
      if ((calls += 1) <= 50) return Promise.resolve();
      advance(30 * SECOND_US);
      return Promise.reject(new Error('connect ECONNREFUSED'));
    });
    const result = await sendEvents(producer, {
      ...OPTIONS,
      eventsPerSecond: 1000,
      durationSeconds: 3600,
      clock,
      onError: (error) => reported.push(error.message),
    });
    expect(result.ended).toBe('brokers_gone');
    expect(result.sentOk).toBe(all().length);
    expect(result.sentOk).toBeGreaterThan(0);
    expect(result.generated).toBe(result.sentOk + result.sentError);
    expect(new Set(reported)).toEqual(new Set(['connect ECONNREFUSED']));
  });

  it('leaves the warm-up out of latencies', async () => {
    const result = await sendEvents(memoryBrokers().producer, {
      ...OPTIONS,
      eventsPerSecond: 100,
      durationSeconds: 5,
      measureFromUs: START_US + 2 * SECOND_US,
      clock: testClock().clock,
    });
    expect(result.sentOk).toBe(500);
    expect(result.ackLatency.percentilesMs().count).toBe(300);
  });

  it('without a rate intends every event for the moment it is sent', async () => {
    const { producer, all } = memoryBrokers();
    const result = await sendEvents(producer, { ...OPTIONS, maxEvents: 1000, clock: testClock().clock });
    expect(result.sentOk).toBe(1000);
    expect(all().every((message) => headersOf(message).intendedUs === headersOf(message).sentUs)).toBe(true);
    expect(result.lateness.percentilesMs()).toMatchObject({ max: 0, count: 1000 });
  });

  it('without a rate ends after its duration', async () => {
    const { clock, advance } = testClock();
    const result = await sendEvents(memoryBrokers().producer, {
      ...OPTIONS,
      durationSeconds: 1,
      clock,
      eventAt(sequence, nowMs) {
        advance(1000);
        return eventAt(sequence, nowMs);
      },
    });
    expect(result).toMatchObject({ ended: 'done', generated: 1000 });
  });
});
