import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLine, StreambookError } from '../core/errors.js';
import type { Ports } from './component.js';
import { type ClassArchive, classArchive, jvmCommandLine } from './jvm.js';
import { logFile, logTail, reasonInLog } from './logs.js';
import { isRunning, stopProcess } from './processes.js';
import type { Program } from './program.js';
import type { StartedProcess } from './state.js';

/**
 * The argument that marks a process as this project's; it is what a process id is checked against. It has the form of a
 * system property, for JVMs; other programs get it as their own name, which is their first argument.
 */
export const markerOf = (servicesFolder: string, name: string) =>
  `-Dstreambook.service=${join(servicesFolder, name)}`;

/** The Java to start JVMs with, and where their class archives lie. */
export interface Java {
  readonly command: string;
  readonly version: string;
  readonly archives: string;
}

export interface Daemon {
  readonly servicesFolder: string;
  readonly name: string;
  readonly ports: Ports;
  readonly program: Program;
  /** Needed for JVMs alone. */
  readonly java: Java | undefined;
  /** Of which the program's own environment is a change. */
  readonly env: NodeJS.ProcessEnv;
  readonly now: () => Date;
}

interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  readonly argv0?: string;
  /** What the process will leave. */
  readonly archive: ClassArchive | null;
}

function commandLineOf({ servicesFolder, name, program, java }: Daemon): CommandLine {
  const marker = markerOf(servicesFolder, name);
  if (program.kind === 'native')
    return { file: program.file, args: program.args, argv0: marker, archive: null };
  if (java === undefined) throw new TypeError(`${name} is a JVM, and no Java was named`);
  const { archive } = program;
  const found = archive && classArchive(java.archives, archive.kind, java.version, program);
  const isThere = found !== undefined && existsSync(found.file);
  const usable = isThere || archive?.leaves ? found : undefined;
  return {
    file: java.command,
    args: [marker, ...jvmCommandLine(program, usable)],
    archive: isThere ? null : (usable ?? null),
  };
}

/**
 * Starts a program that outlives this one, with its output in its log file. The log of the start before is kept as
 * `<name>.previous.log`.
 */
export async function startDaemon(daemon: Daemon): Promise<StartedProcess> {
  const { servicesFolder, name, ports, program, env, now } = daemon;
  const { file, args, argv0, archive } = commandLineOf(daemon);
  const log = logFile(servicesFolder, name);
  if (existsSync(log)) await rename(log, log.replace(/\.log$/, '.previous.log'));
  const output = await open(log, 'w');
  try {
    const child = spawn(file, args, {
      cwd: join(servicesFolder, name),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      env: { ...env, ...program.env },
      ...(argv0 === undefined ? {} : { argv0 }),
    });
    await once(child, 'spawn');
    child.unref();
    return { name, pid: child.pid ?? 0, ports, startedAt: now().toISOString(), archive };
  } catch (error) {
    throw new StreambookError('SERVICE_NOT_STARTED', `Cannot start ${name} with ${file}`, { cause: error });
  } finally {
    await output.close();
  }
}

/** Writing the archive of a Spark that has run an experiment takes 15 seconds, and longer beside other work. */
const STOP_WITH_ARCHIVE_MS = 60_000;

/** Stops a daemon; a clean end makes the class archive that it left usable. */
export async function stopDaemon(servicesFolder: string, daemon: StartedProcess): Promise<void> {
  const { archive } = daemon;
  const graceMs = archive === null ? undefined : STOP_WITH_ARCHIVE_MS;
  const wasRunning = await isDaemonRunning(servicesFolder, daemon);
  const endedByItself = await stopProcess(daemon.pid, markerOf(servicesFolder, daemon.name), graceMs);
  if (archive === null || !existsSync(archive.partialFile)) return;
  // How one has ended that was gone before, nobody knows: it may have been killed while it wrote.
  if (wasRunning && endedByItself) await rename(archive.partialFile, archive.file);
  else await rm(archive.partialFile, { force: true });
}

export async function isDaemonRunning(servicesFolder: string, daemon: StartedProcess): Promise<boolean> {
  return isRunning(daemon.pid, markerOf(servicesFolder, daemon.name));
}

/** Those of these processes that still run. */
export async function runningOf(
  servicesFolder: string,
  processes: readonly StartedProcess[],
): Promise<readonly StartedProcess[]> {
  const running = await Promise.all(processes.map((daemon) => isDaemonRunning(servicesFolder, daemon)));
  return processes.filter((_, index) => running[index]);
}

/**
 * The line of a service's log that most likely says why it ended, and where the whole log is. Says so when the log cannot be
 * read: that must not keep the end itself from being reported.
 *
 * @param endedAtMs When the end was seen, since the epoch.
 */
export async function lastWords(
  servicesFolder: string,
  name: string,
  endedAtMs: number = Date.now(),
): Promise<string> {
  const reason = await logTail(servicesFolder, name, 200).then(
    (tail) => reasonInLog(tail, endedAtMs),
    (error: unknown) => `its log cannot be read: ${firstLine(error)}`,
  );
  return `${reason} (whole log: ${logFile(servicesFolder, name)})`;
}

/** Code of the error of a service that ended because somebody else listens on its port. */
export const PORT_LOST = 'PORT_LOST';

/** The error of a service that ended by itself; PORT_LOST when another start may help. */
export async function diedError(
  servicesFolder: string,
  { name, ports }: Pick<StartedProcess, 'name' | 'ports'>,
  endedAtMs?: number,
): Promise<StreambookError> {
  const tail = await logTail(servicesFolder, name, 200).catch(() => []);
  const lost = tail.find((line) => /BindException|[Ff]ailed to bind|Address already in use/.test(line));
  if (lost !== undefined) {
    const own = Object.values(ports);
    const named = own.filter((port) => new RegExp(`\\b${port}\\b`).test(lost));
    const which = (named.length > 0 ? named : own).join(' or ');
    return new StreambookError(PORT_LOST, `another program took port ${which} before ${name} listened on it`);
  }
  return new StreambookError(
    'SERVICE_DIED',
    `${name} ended by itself: ${await lastWords(servicesFolder, name, endedAtMs)}`,
  );
}
