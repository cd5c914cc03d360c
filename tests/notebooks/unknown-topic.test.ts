import { expect, it } from 'vitest';
import { unknownTopicHint } from '../../src/notebooks/unknown-topic.js';

const JAVA = 'org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host it.';
const HINT = 'the topic in the option "subscribe" does not exist';

it.each([
  [JAVA, 'taxi-1', `${HINT}; this notebook's is sandbox.topic, "taxi-1"`],
  [JAVA, undefined, HINT],
  ['[STREAM_FAILED] something else', 'taxi-1', undefined],
])('%s with sandbox.topic %s', (message, ownTopic, hint) => {
  expect(unknownTopicHint(message, ownTopic)).toBe(hint);
});
