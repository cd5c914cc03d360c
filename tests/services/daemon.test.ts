import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  type Daemon,
  diedError,
  isDaemonRunning,
  lastWords,
  runningOf,
  startDaemon,
  stopDaemon,
} from '../../src/services/daemon.js';
import { logFile } from '../../src/services/logs.js';
import type { StartedProcess } from '../../src/services/state.js';
import { ownFolder, shellProgram } from './support.js';

const now = () => new Date('2026-01-31T09:30:00.000Z');

let folder: string;
beforeEach(async () => {
  folder = await realpath(await ownFolder());
  for (const name of ['logs', 'store', 'archives']) await mkdir(join(folder, name));
});

async function start(daemon: Pick<Daemon, 'program'> & Partial<Daemon>): Promise<StartedProcess> {
  const env = { PATH: process.env['PATH'], A: 'outer', B: 'outer' };
  const usual = { servicesFolder: folder, name: 'store', ports: { store: 7000 }, java: undefined, env, now };
  const started = await startDaemon({ ...usual, ...daemon });
  onTestFinished(() => stopDaemon(folder, started));
  return started;
}

const log = () => readFile(logFile(folder, 'store'), 'utf8');
const logged = (text: string) => expect.poll(() => log()).toContain(text);

describe('a program', () => {
  const script = (text: string) => `console.log(${text}); setInterval(() => {}, 1000)`;
  const program = (text: string) =>
    ({ kind: 'native', file: process.execPath, args: ['-e', script(text)], env: { B: 'own' } }) as const;

  it('has a folder and variables of its own, and the mark by which it is known again', async () => {
    const started = await start({ program: program('process.cwd(), process.env.A, process.env.B') });
    await logged(`${join(folder, 'store')} outer own\n`);
    expect(started).toEqual({
      name: 'store',
      pid: started.pid,
      ports: { store: 7000 },
      startedAt: '2026-01-31T09:30:00.000Z',
      archive: null,
    });
    expect(await isDaemonRunning(folder, started)).toBe(true);
    // A process that merely has its id.
    expect(await isDaemonRunning(folder, { ...started, pid: process.pid })).toBe(false);
    expect(await runningOf(folder, [{ ...started, name: 'other' }, started])).toEqual([started]);
    await stopDaemon(folder, started);
    expect(await runningOf(folder, [started])).toEqual([]);
  });

  it('leaves the log of its start before beside the new one', async () => {
    const first = await start({ program: program('"first"') });
    await logged('first');
    await stopDaemon(folder, first);
    await start({ program: program('"second"') });
    await logged('second');
    expect(await log()).toBe('second\n');
    expect(await readFile(join(folder, 'logs', 'store.previous.log'), 'utf8')).toBe('first\n');
  });

  it('that cannot be started is named', () =>
    expect(start({ program: { kind: 'native', file: '/no/such/program', args: [] } })).rejects.toMatchObject({
      code: 'SERVICE_NOT_STARTED',
      message: 'Cannot start store with /no/such/program',
    }));
});

describe('a JVM', () => {
  /** A stand-in for Java: says what it is started with, and writes its archive when it ends in order. */
  const JAVA = [
    'for argument in "$@"; do case "$argument" in -XX:ArchiveClassesAtExit=*) archive="${argument#*=}";; esac; done',
    '[ -z "$archive" ] || echo torn > "$archive"',
    'trap \'[ -z "$archive" ] || echo whole > "$archive"; exit 0\' TERM',
    'echo "$@"',
    'while :; do sleep 0.02; done',
  ];
  const startJvm = async (leaves = true) => {
    const command = await shellProgram(join(folder, 'java'), ...JAVA);
    const started = await start({
      program: {
        kind: 'jvm',
        jvmArgs: ['-Xmx1g'],
        classpath: '/a.jar',
        mainClass: 'Main',
        args: ['x'],
        archive: { kind: 'store', leaves },
      },
      java: { command, version: '17', archives: join(folder, 'archives') },
    });
    await logged('-Xmx1g -cp /a.jar Main x');
    return started;
  };

  it('leaves a class archive at its end in order, which its next start uses', async () => {
    const first = await startJvm();
    const { file = '', partialFile = '' } = first.archive ?? {};
    expect(await log()).toContain(`-XX:ArchiveClassesAtExit=${partialFile}`);
    expect(existsSync(file)).toBe(false);
    await stopDaemon(folder, first);
    expect(await readFile(file, 'utf8')).toBe('whole\n');
    const second = await startJvm();
    expect(second.archive).toBeNull();
    expect(await log()).toContain(`-XX:SharedArchiveFile=${file}`);
  });

  it('that was killed leaves none: it may be torn', async () => {
    const started = await startJvm();
    process.kill(started.pid, 'SIGKILL');
    await expect.poll(() => isDaemonRunning(folder, started)).toBe(false);
    const { file = '', partialFile = '' } = started.archive ?? {};
    expect(existsSync(partialFile)).toBe(true);
    await stopDaemon(folder, started);
    expect([file, partialFile].map(existsSync)).toEqual([false, false]);
  });

  it('that is to leave none has none until another has left it', async () => {
    const sharing = await startJvm(false);
    expect(sharing.archive).toBeNull();
    expect(await log()).not.toContain('archives');
  });
});

describe('the end of a service', () => {
  const write = (...lines: readonly string[]) => writeFile(logFile(folder, 'store'), lines.join('\n'));
  const died = (ports: Readonly<Record<string, number>>) =>
    diedError(folder, { name: 'store', ports }, now().getTime());

  it.each([
    [
      'org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092: Address already in use.',
      '9092',
    ],
    ['java.net.BindException: Port in use: 127.0.0.1:9093', '9093'],
    // Which port is not said, or is another one's.
    ["[ERROR] Can't start server: Bind on TCP/IP port: Address already in use", '9092 or 9093'],
    ['java.io.IOException: Failed to bind to address 0.0.0.0/0.0.0.0:19092', '9092 or 9093'],
  ])('was the loss of a port: %s', async (line, port) => {
    await write(line, 'bye');
    expect(await died({ broker: 9092, controller: 9093 })).toMatchObject({
      code: 'PORT_LOST',
      message: `another program took port ${port} before store listened on it`,
    });
  });

  it('is reported with the line of its log that says most, and where the whole log is', async () => {
    // 04:30 in New York is 09:30 UTC.
    await write('2026-01-31T04:29:58.000 ERROR out of luck', '2026-01-31T04:29:59.000 INFO bye');
    expect(await died({})).toMatchObject({
      code: 'SERVICE_DIED',
      message: `store ended by itself: 2026-01-31T04:29:58.000 ERROR out of luck (whole log: ${logFile(folder, 'store')})`,
    });
  });

  it('has no reason in what the log said long before', async () => {
    await write('2026-01-31T04:29:50.000 ERROR out of luck', '2026-01-31T04:29:59.000 INFO bye');
    expect(await lastWords(folder, 'store', now().getTime())).toMatch(/^its log gives no reason/);
  });

  it('is reported as well when the log cannot be read', async () => {
    await mkdir(logFile(folder, 'store'));
    expect(await lastWords(folder, 'store')).toMatch(/^its log cannot be read: EISDIR.* \(whole log: /);
  });
});
