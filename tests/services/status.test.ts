import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { runningServices } from '../../src/services/status.js';

it('says what starts the services that are missing, with those that are only started when asked for', async () => {
  const env = { STREAMBOOK_HOME: await mkdtemp(join(tmpdir(), 'status-')), SPARK_REMOTE: 'sc://spark' };
  const settings = resolveSettings(env);
  await expect(runningServices(settings)).rejects.toMatchObject({
    code: 'SERVICES_DOWN',
    message: 'Not running: broker-1, broker-2, controller-3; start them with: npx streambook up',
  });
  await expect(runningServices(settings, ['spark', 'mysql', 'hdfs'])).rejects.toThrow(
    /^Not running: mysql, namenode, datanode; start them with: npx streambook up --with mysql,hdfs$/,
  );
});
