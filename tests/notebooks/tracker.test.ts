import { expect, it } from 'vitest';
import { startSandboxTracker } from '../../src/notebooks/tracker.js';
import { startKafkaServer } from '../kafka/support/kafka-server.js';
import { sandboxOn } from './support.js';

it('a tracker of a sandbox ends once it has read what the topic holds when it is told so', async () => {
  await using server = await startKafkaServer();
  server.addTopic('rides', [{}, {}]);
  server.append('rides', 0, { value: '{}' });
  const tracker = await startSandboxTracker(sandboxOn(server, 'rides'));
  server.append('rides', 1, { value: '{}' }, { value: 'no JSON' });
  expect(await tracker.finish()).toMatchObject({ processed: 3, errors: 1 });
  expect(server.committed.get('tracker-of-rides/rides-1')).toBe(2n);
});
