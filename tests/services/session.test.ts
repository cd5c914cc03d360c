import { beforeEach, expect, it } from 'vitest';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { listHoldings } from '../../src/services/holdings.js';
import { openSession } from '../../src/services/session.js';
import { complete, startFakeSpark } from '../spark/support/fake-spark.js';
import { ownFolder } from './support.js';

let settings: Settings;
beforeEach(async () => void (settings = resolveSettings({ STREAMBOOK_HOME: await ownFolder() })));

const servicesAt = (remote: string) => ({
  spark: { address: new SparkRemote(remote), isEmbedded: true, isNew: false },
});
const held = async () =>
  (await listHoldings(settings.paths.held)).map(({ purpose, resource }) => ({ purpose, ...resource }));

it('a session is on record, by the ids that it has on the server, until it is closed', async () => {
  await using fake = await startFakeSpark([[complete]]);
  const session = await openSession(settings, servicesAt(`${fake.remote}/;user_id=ada`), 'a test');
  await session.spark.range(1).collect();
  const [call] = fake.callsOf('executePlan');
  expect(await held()).toEqual([
    {
      purpose: 'a test',
      kind: 'session',
      spark: 'embedded',
      sessionId: call?.request.sessionId,
      userId: 'ada',
    },
  ]);
  expect(call?.request.userContext?.userId).toBe('ada');
  await session.close();
  expect(fake.callsOf('releaseSession')).toHaveLength(1);
  expect(await held()).toEqual([]);
});

it('each session has an id of its own', async () => {
  await using fake = await startFakeSpark();
  const services = servicesAt(fake.remote);
  const sessions = [
    await openSession(settings, services, 'one'),
    await openSession(settings, services, 'two'),
  ];
  const ids = (await held()).map((each) => ('sessionId' in each ? each.sessionId : ''));
  expect(new Set(ids).size).toBe(2);
  for (const session of sessions) await session.close();
});
