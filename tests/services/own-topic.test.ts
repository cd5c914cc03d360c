import { expect, it } from 'vitest';
import { topicName } from '../../src/services/own-topic.js';

it("a topic's name is its prefix, its label in characters that Kafka allows, and an end of its own", () => {
  expect(topicName('events', '20260131-093000-quick')).toMatch(/^events-20260131-093000-quick-[0-9a-f]{6}$/);
  expect(topicName('events', 'a/b: ü')).toMatch(/^events-a-b----[0-9a-f]{6}$/);
  expect(topicName('events', 'same')).not.toBe(topicName('events', 'same'));
});

it('and short enough for Kafka and for the folders of its partitions', () =>
  expect(topicName('events', 'x'.repeat(1000)).length).toBeLessThan(249 - '-1000'.length));
