import { type ChildProcess, spawn } from 'node:child_process';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { waitFor } from '../../src/core/deadline.js';
import { COMPONENTS, USUAL_COMPONENTS } from '../../src/services/components/index.js';
import { markerOf } from '../../src/services/daemon.js';
import { logFile } from '../../src/services/logs.js';
import { type StartedProcess, writeProcesses } from '../../src/services/state.js';
import { watchServices } from '../../src/services/watch.js';

const KAFKA = '127.0.0.1:9092,127.0.0.1:9094';
const SPARK = new SparkRemote('sc://127.0.0.1:15002');
const USUAL_NAMES = USUAL_COMPONENTS.flatMap((name) => COMPONENTS[name].processes.map((each) => each.name));

let home: string;
let folder: string;
let processes: StartedProcess[];
const children = new Map<string, ChildProcess>();

/** A process that bears a service's mark and does nothing. */
async function start(name: string): Promise<StartedProcess> {
  const idle = ['-e', 'setInterval(() => {}, 1000)', '--', markerOf(folder, name)];
  const child = spawn(process.execPath, idle, { stdio: 'ignore' });
  await once(child, 'spawn');
  children.set(name, child);
  return { name, pid: child.pid ?? 0, ports: {}, startedAt: new Date().toISOString(), archive: null };
}

const save = () => writeProcesses(folder, processes);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'watch-'));
  folder = resolveSettings({ STREAMBOOK_HOME: home }).paths.services;
  await mkdir(join(folder, 'logs'), { recursive: true });
  processes = await Promise.all(USUAL_NAMES.map(start));
  await save();
});

afterEach(() => {
  for (const child of children.values()) child.kill('SIGKILL');
  children.clear();
});

/** What is told of the services while `happens` goes on, until one line of it, or the loss, matches. */
async function told(
  happens: (seen: (line: RegExp) => Promise<unknown>) => unknown,
  until: RegExp,
  env: NodeJS.ProcessEnv = {},
) {
  const lines: string[] = [];
  const settings = resolveSettings({ STREAMBOOK_HOME: home, ...env });
  const { kafka, spark } = settings.external;
  const services = {
    kafka: { address: kafka ?? KAFKA, isEmbedded: kafka === undefined, isNew: false },
    spark: { address: spark ?? SPARK, isEmbedded: spark === undefined, isNew: false },
  };
  const beganMs = performance.now();
  const watch = watchServices({
    settings,
    services,
    secondsNow: () => (performance.now() - beganMs) / 1000,
    onChange: (service, change) => lines.push(`${service} ${change}`),
    onLost: ({ code, message }) => lines.push(`${code} ${message}`),
  });
  const seen = (line: RegExp) =>
    waitFor(() => lines.some((each) => line.test(each)) || undefined, {
      what: `${String(line)} is told`,
      timeoutMs: 30_000,
    });
  try {
    await happens(seen);
    await seen(until);
    return lines;
  } finally {
    await watch[Symbol.asyncDispose]();
  }
}

describe('watchServices', () => {
  it('tells of a broker that died, and goes on', async () => {
    const lines = await told(() => children.get('broker-1')?.kill('SIGKILL'), /died/);
    expect(lines).toEqual(['broker-1 died']);
  });

  it('says that Spark is lost, when, and its last telling line', async () => {
    await writeFile(logFile(folder, 'spark'), 'INFO fine\nERROR out of luck\nINFO bye\n');
    const [died, lost, ...rest] = await told(() => children.get('spark')?.kill('SIGKILL'), /SERVICE_DIED/);
    expect([died, rest]).toEqual(['spark died', []]);
    expect(lost).toMatch(
      /^SERVICE_DIED spark died at \d+\.\d s of the run: ERROR out of luck \(whole log: .*spark\.log\)$/,
    );
  });

  it('says that Kafka is lost with the majority of its voters', async () => {
    const lines = await told(() => {
      children.get('controller-3')?.kill('SIGKILL');
      children.get('broker-2')?.kill('SIGKILL');
    }, /SERVICE_DIED/);
    expect(lines.slice(0, 2).sort()).toEqual(['broker-2 died', 'controller-3 died']);
    expect(lines.at(-1)).toMatch(/died at \d+\.\d s of the run, and Kafka cannot go on without it/);
  });

  it('notices a death while state and log cannot be read', async () => {
    const lines = await told(async (seen) => {
      children.get('broker-1')?.kill('SIGKILL');
      await seen(/died/);
      for (const path of [join(folder, 'state.json'), logFile(folder, 'spark')]) {
        await rm(path, { force: true });
        await mkdir(path);
      }
      children.get('spark')?.kill('SIGKILL');
    }, /SERVICE_DIED/);
    expect(lines.slice(0, 2)).toEqual(['broker-1 died', 'spark died']);
    expect(lines[2]).toMatch(/ of the run: its log cannot be read: EISDIR.* \(whole log: .*spark\.log\)$/);
  });

  it('calls an end that was asked for a stop', async () => {
    processes = processes.map((each) => (each.name === 'broker-2' ? { ...each, stopping: true } : each));
    await save();
    expect(await told(() => children.get('broker-2')?.kill(), /stopped/)).toEqual(['broker-2 stopped']);
  });

  it('tells of a service that was started again', async () => {
    const lines = await told(async (seen) => {
      children.get('broker-1')?.kill('SIGKILL');
      await seen(/died/);
      processes = [await start('broker-1'), ...processes.slice(1)];
      await save();
    }, /again/);
    expect(lines).toEqual(['broker-1 died', 'broker-1 started again']);
  });

  it.runIf(existsSync('/proc/self/stat'))('tells of a service that is suspended and resumed', async () => {
    const lines = await told(async (seen) => {
      children.get('spark')?.kill('SIGSTOP');
      await seen(/suspended/);
      children.get('spark')?.kill('SIGCONT');
    }, /resumed/);
    expect(lines).toEqual(['spark suspended', 'spark resumed']);
  });

  it('says that an external service is lost whose address takes no connections', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const env = { SPARK_REMOTE: `sc://127.0.0.1:${port}/;token=secret` };
    const lines = await told(() => server.close(), /SERVICE_DIED/, env);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^SERVICE_DIED Spark at 127\.0\.0\.1:\d+ has taken no connection since/);
  });
});
