import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { clusterHealth } from '../../src/kafka/health.js';
import { withAdmin } from '../../src/kafka/topics.js';
import { silentReporter } from '../../src/core/reporter.js';
import { waitFor } from '../../src/core/deadline.js';
import { SERVICE_NAMES } from '../../src/services/components/index.js';
import { hold } from '../../src/services/holdings.js';
import { startServices } from '../../src/services/start.js';
import { stopServices } from '../../src/services/stop.js';
import { markerOf } from '../../src/services/daemon.js';
import { findByMarker, findByMarkers } from '../../src/services/processes.js';
import { readProcesses, writeProcesses } from '../../src/services/state.js';
import { embeddedStatus } from '../../src/services/status.js';
import { startTracker } from '../../src/streaming/tracker.js';
import { freshFolder, freshTopic, testKafka, testSettings } from './support.js';

const settings = testSettings();
const deps = { settings, reporter: silentReporter };
const folder = settings.paths.services;

describe('the services', () => {
  it('are two brokers and a third voter, with internal topics on both brokers', async () => {
    const kafka = testKafka();
    const topic = await freshTopic(kafka);
    // The first group that commits makes Kafka create its topic of offsets.
    const tracker = await startTracker(kafka, { groupId: 'makes-offsets-topic', topic });
    tracker.stop();
    await tracker.finished;
    const { brokers, withoutLeader } = await clusterHealth(inject('bootstrapServers'));
    expect(brokers).toEqual([1, 2]);
    expect(withoutLeader).toEqual([]);
    const replicas = await withAdmin(kafka, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata();
      const counts = ({ partitions }: (typeof topics)[number]) =>
        partitions.map((each) => each.replicas.length);
      return new Map(topics.map((each) => [each.name, [...new Set(counts(each))]]));
    });
    expect(replicas.get('__consumer_offsets')).toEqual([2]);
    expect(replicas.get(topic)).toEqual([2]);
    expect((await embeddedStatus(settings)).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'broker-1 running',
      'broker-2 running',
      'controller-3 running',
      'spark running',
    ]);
  });

  it('are joined by a second start', async () => {
    const services = await startServices(deps);
    expect(services.started).toEqual([]);
    expect(services.kafka.address).toBe(inject('bootstrapServers'));
    expect(String(services.spark.address)).toBe(inject('sparkRemote'));
  });

  it('are repaired after a broker was killed, on the same ports', async () => {
    const [pid] = await findByMarker(markerOf(folder, 'broker-2'));
    process.kill(pid ?? 0, 'SIGKILL');
    await waitFor(async () => ((await embeddedStatus(settings))[1]?.state === 'died' ? true : undefined), {
      what: 'broker-2 is gone',
      timeoutMs: 10_000,
    });
    const services = await startServices(deps);
    expect(services.started).toEqual(['broker-2']);
    expect(services.kafka.address).toBe(inject('bootstrapServers'));
    expect((await clusterHealth(services.kafka.address)).brokers).toEqual([1, 2]);
  });

  it('are not waited for in vain while one is suspended', async () => {
    const spark = (await embeddedStatus(settings)).find(({ name }) => name === 'spark');
    if (spark?.pid === undefined) throw new Error('Spark does not run');
    process.kill(spark.pid, 'SIGSTOP');
    try {
      const isSuspended = async () =>
        (await embeddedStatus(settings)).some(({ state }) => state === 'suspended') || undefined;
      await waitFor(isSuspended, { what: 'Spark is suspended', timeoutMs: 10_000 });
      await expect(startServices(deps)).rejects.toThrow(
        `spark (process ${spark.pid}) is suspended; resume it with kill -CONT ${spark.pid}`,
      );
    } finally {
      process.kill(spark.pid, 'SIGCONT');
    }
  });

  it('take another port when theirs is taken between the choice and the start', async () => {
    const env = {
      STREAMBOOK_HOME: await freshFolder('lost-port'),
      KAFKA_BOOTSTRAP_SERVERS: inject('bootstrapServers'),
    };
    const lines: string[] = [];
    const own = { settings: resolveSettings({ ...process.env, ...env }), reporter: silentReporter };
    const starting = startServices({
      ...own,
      reporter: { ...silentReporter, line: (text) => void lines.push(text) },
    });
    const port = await waitFor(
      async () => (await readProcesses(own.settings.paths.services))[0]?.ports['spark'],
      { what: 'Spark is being started', timeoutMs: 60_000, intervalMs: 5 },
    );
    const thief = createServer().listen(port, '127.0.0.1');
    try {
      await once(thief, 'listening');
      const { spark } = await starting;
      expect(String(spark.address)).not.toContain(String(port));
      expect(lines).toEqual([
        `services: another program took port ${port} before spark listened on it; starting again on other ports`,
      ]);
    } finally {
      thief.close();
      await stopServices(own);
    }
  });

  it('get a node back that was formatted for another cluster', async () => {
    const states = new Set<string | undefined>();
    let stopped: readonly string[] | undefined;
    const stopping = stopServices(deps, ['controller-3']).then((names) => (stopped = names));
    while (stopped === undefined) states.add((await embeddedStatus(settings))[2]?.state);
    await stopping;
    expect(stopped).toEqual(['controller-3']);
    expect(states).not.toContain('died');
    expect(states).toContain('stopping');
    const metaFile = join(folder, 'controller-3', 'data', 'meta.properties');
    const meta = await readFile(metaFile, 'utf8');
    await writeFile(metaFile, meta.replace(/cluster\.id=.*/, 'cluster.id=AAAAAAAAAAAAAAAAAAAAAA'));
    expect((await startServices(deps)).started).toEqual(['controller-3']);
    expect(await readFile(metaFile, 'utf8')).toContain(/cluster\.id=.*/.exec(meta)?.[0]);
  });

  it('never stop a process that only has the id of one of theirs', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(bystander, 'spawn');
    const processes = await readProcesses(folder);
    const spark = processes.find(({ name }) => name === 'spark');
    if (spark === undefined) throw new Error('spark is not in the state');
    try {
      const stale = { ...spark, name: 'controller-3', pid: bystander.pid ?? 0 };
      await writeProcesses(folder, [stale]);
      expect(await stopServices(deps, ['controller-3'])).toEqual([]);
      expect(bystander.exitCode).toBeNull();
    } finally {
      await writeProcesses(folder, processes);
      bystander.kill();
    }
  });

  describe('whose start is interrupted', () => {
    const processesOf = (servicesFolder: string) =>
      findByMarkers(SERVICE_NAMES.map((name) => markerOf(servicesFolder, name)));
    /** A start of Spark alone, on the tests' Kafka. */
    const sparkAlone = async () => {
      const home = { STREAMBOOK_HOME: await freshFolder('interrupted') };
      const env = { ...process.env, ...home, KAFKA_BOOTSTRAP_SERVERS: inject('bootstrapServers') };
      const own = resolveSettings(env);
      const interruption = new AbortController();
      const interrupt = () => interruption.abort(new Error('interrupted'));
      const start = (line: (text: string) => void) =>
        startServices({
          settings: own,
          reporter: { ...silentReporter, line },
          signal: interruption.signal,
        });
      return { own, interrupt, start };
    };
    const expectNothingIn = async (servicesFolder: string) => {
      expect(await readProcesses(servicesFolder)).toEqual([]);
      expect(await processesOf(servicesFolder)).toEqual([]);
      expect(await readdir(servicesFolder)).not.toContain('lock');
    };

    it('are gone, and were not told to have died', async () => {
      const { own, interrupt, start } = await sparkAlone();
      const { services: ownFolder } = own.paths;
      const starting = start(() => undefined).catch((error: unknown) => error);
      await waitFor(async () => (await readProcesses(ownFolder)).length > 0 || undefined, {
        what: 'Spark is being started',
        timeoutMs: 60_000,
        intervalMs: 5,
      });
      interrupt();
      const states = new Set<string>();
      while ((await processesOf(ownFolder)).length > 0) {
        for (const { name, state } of await embeddedStatus(own)) if (name === 'spark') states.add(state);
      }
      expect(await starting).toMatchObject({ message: 'interrupted' });
      expect(states).not.toContain('died');
      await expectNothingIn(ownFolder);
    });

    it('are gone, also when it has come to the removal of leftovers', async () => {
      const { own, interrupt, start } = await sparkAlone();
      const topic = await freshTopic(testKafka());
      const kafka = inject('bootstrapServers');
      await hold(own.paths.held, 'a test', { kind: 'topic', kafka, name: topic });
      const [file = ''] = await readdir(own.paths.held);
      const holding = await readFile(join(own.paths.held, file), 'utf8');
      await writeFile(join(own.paths.held, file), holding.replace(/"start": "/, '$&of-another-'));
      const lines: string[] = [];
      const starting = start((line) => {
        lines.push(line);
        if (line.startsWith('leftovers: removed')) interrupt();
      });
      await expect(starting).rejects.toThrow('interrupted');
      expect(lines.some((line) => line.includes(topic))).toBe(true);
      await expectNothingIn(own.paths.services);
    });
  });
});
