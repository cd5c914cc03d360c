import { expect, it } from 'vitest';
import { messagesArrive, messagesByPartition } from '../../src/notebooks/messages.js';
import { startKafkaServer } from '../kafka/support/kafka-server.js';
import { sandboxOn } from './support.js';

const record = { value: 'ride' };

it('messages are counted by partition, without those that are gone', async () => {
  await using server = await startKafkaServer();
  server.addTopic('rides', [{ low: 7n }, {}, {}]);
  server.append('rides', 0, record, record);
  server.append('rides', 2, record);
  expect(await messagesByPartition(sandboxOn(server, 'rides'))).toEqual([
    { partition: 0, messages: 2 },
    { partition: 1, messages: 0 },
    { partition: 2, messages: 1 },
  ]);
});

it('messages that come later are waited for, whatever the topic holds already', async () => {
  await using server = await startKafkaServer();
  server.addTopic('rides', [{}, {}]);
  server.append('rides', 0, record);
  let haveArrived = false;
  const arriving = messagesArrive(sandboxOn(server, 'rides')).then(() => (haveArrived = true));
  const asked = () => server.requests.filter((api) => api === 'ListOffsets').length;
  await expect.poll(asked).toBeGreaterThan(3);
  expect(haveArrived).toBe(false);
  server.append('rides', 1, record);
  await arriving;
});
