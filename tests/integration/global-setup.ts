import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { terminalReporter } from '../../src/runtime/reporter.js';
import { startServices, stopServices } from '../../src/services/cluster.js';
import { diedError, isDaemonRunning, markerOf, startDaemon, stopDaemon } from '../../src/services/daemon.js';
import { waitForSpark } from '../../src/services/health.js';
import { classArchive, classpathOf, javaVersion } from '../../src/services/jvm.js';
import { choosePorts, LOOPBACK } from '../../src/services/ports.js';
import { findByMarker, stopProcess } from '../../src/services/processes.js';
import { SPARK_NAME, sparkFolder, sparkProgram } from '../../src/services/spark-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of everything that the tests write; the services' state lies under it. */
    home: string;
    bootstrapServers: string;
    sparkRemote: string;
    /** A second Spark server, which ends every response stream after a second: clients must reattach. */
    sparkShortStreams: string;
  }
}

/** Tests keep apart from what a person has running in the same project. */
const HOME = join(PROJECT_ROOT, '.streambook', 'test');
const SHORT_STREAMS_HOME = join(HOME, 'short-streams');

async function startShortStreams(settings: Settings): Promise<{ remote: string; stop: () => Promise<void> }> {
  const { java, paths } = settings;
  const { spark: port } = await choosePorts({ kafkaPorts: undefined, sparkPort: undefined });
  for (const folder of [`${SPARK_NAME}/tmp`, 'logs'])
    await mkdir(join(SHORT_STREAMS_HOME, folder), { recursive: true });
  const program = sparkProgram(SHORT_STREAMS_HOME, port, await classpathOf('spark', paths.setup), {
    'spark.connect.execute.reattachable.senderMaxStreamDuration': '1s',
  });
  const archive = classArchive(join(paths.setup, 'archives'), SPARK_NAME, await javaVersion(java), program);
  const common = { java, servicesFolder: SHORT_STREAMS_HOME, name: SPARK_NAME, program, archive };
  const daemon = await startDaemon({ ...common, recordsArchive: false });
  const remote = `sc://${LOOPBACK}:${port}`;
  await waitForSpark({
    address: new SparkRemote(remote),
    embedded: true,
    sparkFolder: sparkFolder(SHORT_STREAMS_HOME),
    // Without this another server that took the port in the meantime would pass for ours.
    ensureAlive: async () => {
      if (!(await isDaemonRunning(SHORT_STREAMS_HOME, daemon)))
        throw await diedError(SHORT_STREAMS_HOME, SPARK_NAME);
    },
    signal: undefined,
  });
  return { remote, stop: () => stopDaemon(SHORT_STREAMS_HOME, daemon) };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const settings = resolveSettings({ STREAMBOOK_HOME: HOME, JAVA_HOME: process.env['JAVA_HOME'] });
  const deps = { settings, reporter: terminalReporter() };
  await stopServices(deps);
  // A test run that was killed may have left its second Spark behind.
  const marker = markerOf(SHORT_STREAMS_HOME, SPARK_NAME);
  for (const pid of await findByMarker(marker)) await stopProcess(pid, marker);
  await rm(HOME, { recursive: true, force: true });
  const services = await startServices(deps);
  const shortStreams = await startShortStreams(settings);
  project.provide('home', HOME);
  project.provide('bootstrapServers', services.bootstrapServers);
  project.provide('sparkRemote', services.sparkRemote.reveal());
  project.provide('sparkShortStreams', shortStreams.remote);
  process.env['SPARK_REMOTE_DEFAULT'] = services.sparkRemote.reveal();
  process.env['SPARK_REMOTE_SHORT_STREAMS'] = shortStreams.remote;
  return async () => {
    await Promise.all([stopServices(deps), shortStreams.stop()]);
  };
}
