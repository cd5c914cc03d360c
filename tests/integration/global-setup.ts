import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { terminalReporter } from '../../src/core/reporter.js';
import { startServices } from '../../src/services/start.js';
import { stopServices } from '../../src/services/stop.js';
import { diedError, isDaemonRunning, markerOf, startDaemon, stopDaemon } from '../../src/services/daemon.js';
import { classpathOf, javaVersion } from '../../src/services/jvm.js';
import { choosePorts } from '../../src/services/ports.js';
import { findByMarker, stopProcess } from '../../src/services/processes.js';
import { waitUntilReady } from '../../src/services/ready.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { SPARK_NAME, sparkProgram } from '../../src/services/components/spark/program.js';

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
  const component = COMPONENTS.spark;
  const ports = await choosePorts(component, { askedPorts: {}, chosen: new Set() });
  for (const folder of [`${SPARK_NAME}/tmp`, 'logs'])
    await mkdir(join(SHORT_STREAMS_HOME, folder), { recursive: true });
  const classpath = await classpathOf('spark', paths.setup);
  const program = sparkProgram(SHORT_STREAMS_HOME, ports[SPARK_NAME] ?? 0, classpath, {
    'spark.connect.execute.reattachable.senderMaxStreamDuration': '1s',
  });
  const daemon = await startDaemon({
    servicesFolder: SHORT_STREAMS_HOME,
    name: SPARK_NAME,
    ports,
    program: { ...program, archive: { kind: SPARK_NAME, leaves: false } },
    java: { command: java, version: await javaVersion(java), archives: join(paths.setup, 'archives') },
    env: process.env,
    now: () => new Date(),
  });
  const remote = await component.address(ports, SHORT_STREAMS_HOME);
  await waitUntilReady(component, remote, {
    servicesFolder: SHORT_STREAMS_HOME,
    // Without this another server that took the port in the meantime would pass for ours.
    ensureAlive: async () => {
      if (!(await isDaemonRunning(SHORT_STREAMS_HOME, daemon)))
        throw await diedError(SHORT_STREAMS_HOME, daemon);
    },
  });
  return { remote: remote.reveal(), stop: () => stopDaemon(SHORT_STREAMS_HOME, daemon) };
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
  project.provide('bootstrapServers', services.kafka.address);
  project.provide('sparkRemote', services.spark.address.reveal());
  project.provide('sparkShortStreams', shortStreams.remote);
  process.env['SPARK_REMOTE_DEFAULT'] = services.spark.address.reveal();
  process.env['SPARK_REMOTE_SHORT_STREAMS'] = shortStreams.remote;
  return async () => {
    await Promise.all([stopServices(deps), shortStreams.stop()]);
  };
}
