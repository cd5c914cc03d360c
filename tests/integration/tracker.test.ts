import { beforeAll, describe, expect, it } from 'vitest';
import { latestOffsets } from '../../src/kafka/topics.js';
import { waitFor } from '../../src/core/deadline.js';
import { startTracker } from '../../src/streaming/tracker.js';
import { freshTopic, sendOrders, testKafka } from './support.js';

const kafka = testKafka();
let topic: string;

beforeAll(async () => {
  topic = await freshTopic(kafka);
});

/** Reads to the end of the topic as it is now. */
async function trackToEnd(groupId: string) {
  const tracker = await startTracker(kafka, { groupId, topic, commitEvery: 100 });
  tracker.stopAt(await latestOffsets(kafka, topic));
  return tracker.finished;
}

describe('the tracker', () => {
  it('reads everything, counts what is malformed, and commits after every hundred messages', async () => {
    await sendOrders(kafka, topic, 'tracked', { valid: 900, invalid: 100 });
    const summary = await trackToEnd('first');
    expect(summary.processed).toBe(1000);
    expect(summary.errors).toBeGreaterThan(0);
    expect(summary.errors).toBeLessThan(100);
    expect(summary.commits).toBeGreaterThanOrEqual(10);
    expect(summary.endToEnd.percentilesMs().count).toBe(1000);
    const committed = await kafka.admin().fetchOffsets({ groupId: 'first', topics: [topic] });
    const offsets = committed[0]?.partitions.map(({ offset }) => Number(offset)) ?? [];
    expect(offsets.reduce((sum, offset) => sum + offset, 0)).toBe(1000);
  });

  it('goes on where its group committed', async () => {
    await sendOrders(kafka, topic, 'more', { valid: 250, invalid: 50 });
    expect((await trackToEnd('first')).processed).toBe(300);
  });

  it('commits what is its own and no more, beside another member of its group', async () => {
    const shared = await freshTopic(kafka);
    const admin = kafka.admin();
    await admin.connect();
    const members = (count: number) =>
      waitFor(
        async () => {
          const { groups } = await admin.describeGroups(['shared']);
          return (groups[0]?.state === 'Stable' && groups[0].members.length === count) || undefined;
        },
        { what: `the group has ${count} members`, timeoutMs: 30_000 },
      );
    const processed = [0, 0];
    const join = (index: number) =>
      startTracker(kafka, {
        groupId: 'shared',
        topic: shared,
        commitEvery: 10_000,
        reportEverySeconds: 0.1,
        onReport: (soFar) => (processed[index] = soFar.processed),
      });
    const first = await join(0);
    const second = await join(1);
    await members(2);
    await sendOrders(kafka, shared, 'shared', { valid: 900, invalid: 100 });
    const readAll = () => (processed[0] ?? 0) + (processed[1] ?? 0) >= 1000 || undefined;
    await waitFor(readAll, { what: 'both have read', timeoutMs: 30_000 });
    second.stop();
    await second.finished;
    await members(1);
    first.stop();
    await first.finished;
    const [committed] = await admin.fetchOffsets({ groupId: 'shared', topics: [shared] });
    await admin.disconnect();
    const offsets = committed?.partitions.map(({ offset }) => Number(offset)) ?? [];
    expect(offsets.reduce((sum, offset) => sum + offset, 0)).toBe(1000);
    expect(Math.min(...processed)).toBeGreaterThan(0);
  });

  it('starts at the beginning in a group of its own', async () => {
    expect((await trackToEnd('second')).processed).toBe(1300);
  });
});
