import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SparkRemote } from '../../../config/spark-remote.js';
import { parseConnectionString, SparkSession } from '../../../spark/index.js';
import { type Component, isLostWithout } from '../../component.js';
import { classpathOf, versionOnClasspath } from '../../jvm.js';
import { LOOPBACK } from '../../ports.js';
import { bareHost, probeTcp, type TcpAddress } from '../../tcp.js';
import { SPARK_NAME, sparkFolder, sparkProgram } from './program.js';

/**
 * Runs a query, so that an answer means that Spark works and not only that a port is open.
 *
 * @returns Whether it is the server with that folder; without one any server will do.
 */
async function querySpark(
  remote: SparkRemote,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const session = await SparkSession.builder().remote(remote.reveal()).create();
  // Ends calls that take no signal too.
  const stop = () => void session.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await session.range(1).collect({ signal });
    if (folder === undefined) return true;
    return (await session.conf.get('spark.sql.warehouse.dir')).includes(folder);
  } finally {
    signal.removeEventListener('abort', stop);
    await session.stop();
  }
}

function placeOf(remote: SparkRemote): TcpAddress {
  const { host, port } = parseConnectionString(remote.reveal());
  return { host: bareHost(host), port };
}

/** A Spark Connect server in one process. */
export const spark: Component<SparkRemote> = {
  name: 'spark',
  title: 'Spark',
  processes: [
    {
      name: SPARK_NAME,
      ports: [{ name: SPARK_NAME, usual: 15_002, askedAt: 0 }],
      async prepare({ settings }) {
        await mkdir(join(sparkFolder(settings.paths.services), 'tmp'), { recursive: true });
      },
      program: async ({ settings: { paths }, ports }) =>
        sparkProgram(paths.services, ports[SPARK_NAME] ?? 0, await classpathOf('spark', paths.setup)),
    },
  ],
  diskMb: 50,
  address: (ports) => Promise.resolve(new SparkRemote(`sc://${LOOPBACK}:${ports[SPARK_NAME]}`)),
  hosts: (remote) => [placeOf(remote)],
  server: 'Spark Connect server',
  readyWhen: 'answers a query',
  async isReady(remote, { signal, servicesFolder }) {
    // The client's own retries wait longer and longer, so it is asked only once the port is open.
    if ((await probeTcp(placeOf(remote), signal)) !== 'open') return false;
    return querySpark(remote, servicesFolder && sparkFolder(servicesFolder), signal);
  },
  isLost: isLostWithout(SPARK_NAME),
  version: async (setupFolder) =>
    versionOnClasspath(await classpathOf('spark', setupFolder), 'spark-connect_2.13'),
};
