import { beforeAll, describe, expect, it } from 'vitest';
import { latestOffsets } from '../../src/kafka/topics.js';
import { startTracker } from '../../src/tracking/tracker.js';
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

  it('starts at the beginning in a group of its own', async () => {
    expect((await trackToEnd('second')).processed).toBe(1300);
  });
});
