import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { kafkaClient } from '../../src/kafka/client.js';
import { toHeaders } from '../../src/producers/headers.js';
import { startTracker, type TrackerOptions } from '../../src/streaming/tracker.js';
import { KAFKA_ERROR, type KafkaServer, startKafkaServer } from '../kafka/support/kafka-server.js';

const SENT_US = 1_769_860_800_000_000;

let server: KafkaServer;
beforeEach(async () => {
  server = await startKafkaServer();
  server.addTopic('events', [{}, {}]);
});
afterEach(() => server[Symbol.asyncDispose]());

/** Appends events of a run, scheduled and sent a second apart. */
function append(partition: number, count: number, runId = 'run'): void {
  const records = Array.from({ length: count }, (_, sequence) => {
    const sentUs = SENT_US + sequence * 1_000_000;
    return {
      value: '{}',
      headers: toHeaders({ runId, producer: 'p', sequence, intendedUs: sentUs, sentUs }),
    };
  });
  server.append('events', partition, ...records);
}

async function track(changes: Partial<TrackerOptions> = {}) {
  const tracker = await startTracker(kafkaClient(server), {
    groupId: 'trackers',
    topic: 'events',
    nowUs: () => SENT_US + 10_000_000,
    ...changes,
  });
  onTestFinished(() => {
    tracker.stop();
  });
  return tracker;
}

const ends = (...offsets: readonly bigint[]) => new Map(offsets.entries());
const committed = () => [0, 1].map((partition) => server.committed.get(`trackers/events-${partition}`));

describe('a tracker', () => {
  it('ends once it has read so far, with everything committed', async () => {
    append(0, 3);
    append(1, 2);
    const tracker = await track();
    tracker.stopAt(ends(3n, 2n));
    const summary = await tracker.finished;
    expect(summary).toMatchObject({ processed: 5, errors: 0, commits: 1 });
    expect(summary.positions).toEqual(ends(3n, 2n));
    expect(committed()).toEqual([3n, 2n]);
  });

  it('ends at once where it has read so far already', async () => {
    const tracker = await track();
    tracker.stopAt(ends(0n, 0n));
    expect(await tracker.finished).toMatchObject({ processed: 0 });
  });

  it('commits after every so many messages, and at the end', async () => {
    append(0, 7);
    const tracker = await track({ commitEvery: 3 });
    tracker.stopAt(ends(7n));
    expect(await tracker.finished).toMatchObject({ processed: 7, commits: 3 });
  });

  it('goes on where its group has committed', async () => {
    append(0, 5);
    const first = await track();
    first.stopAt(ends(5n));
    await first.finished;
    append(0, 2);
    const second = await track();
    second.stopAt(ends(7n));
    expect(await second.finished).toMatchObject({ processed: 2 });
  });

  it('counts the messages of its run, and measures those that are intended late enough', async () => {
    append(0, 4);
    append(0, 9, 'another');
    const tracker = await track({ runId: 'run' });
    tracker.measureFrom(SENT_US + 2_000_000);
    // Only now, so that nothing is read before it is known what is measured.
    append(1, 4);
    tracker.stopAt(ends(13n, 4n));
    const { processed, endToEnd } = await tracker.finished;
    expect(processed).toBe(8);
    // Of four, those that were intended after two and after three seconds, and are read ten seconds after the first.
    expect(endToEnd.valueAtMs(100)).toBeCloseTo(8000, -2);
  });

  it('ends in order when its signal fires', async () => {
    const stop = new AbortController();
    append(0, 2);
    let processed = 0;
    const tracker = await track({
      signal: stop.signal,
      reportEverySeconds: 0.01,
      onReport: (soFar) => (processed = soFar.processed),
    });
    await expect.poll(() => processed).toBe(2);
    stop.abort();
    expect(await tracker.finished).toMatchObject({ processed: 2, commits: 1 });
    expect(committed()).toEqual([2n, 0n]);
  });

  it('does not begin once its signal has fired', async () => {
    await expect(track({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(server.requests).toEqual([]);
  });

  it('tries the last commit again while its group is joined again', async () => {
    append(0, 2);
    const tracker = await track();
    server.fail('OffsetCommit', KAFKA_ERROR.rebalanceInProgress);
    tracker.stopAt(ends(2n));
    expect(await tracker.finished).toMatchObject({ processed: 2, commits: 1 });
    expect(committed()).toEqual([2n, 0n]);
  });
});

describe('a tracker that gives up says so', () => {
  it('where it cannot join its group', async () => {
    server.fail('JoinGroup', KAFKA_ERROR.groupAuthorizationFailed);
    await expect(track()).rejects.toMatchObject({
      code: 'TRACKER_FAILED',
      message: expect.stringMatching(/^The tracker of events gave up: Not authorized/) as string,
    });
  });

  it('to whoever awaits it, where it may read no more', async () => {
    const tracker = await track();
    server.fail('Fetch', KAFKA_ERROR.topicAuthorizationFailed);
    await expect(tracker.finished).rejects.toMatchObject({ code: 'TRACKER_FAILED' });
    await expect.poll(server.connections).toBe(0);
  });
});
