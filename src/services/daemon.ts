import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StreambookError } from '../runtime/errors.js';
import { type ClassArchive, type JvmProgram, jvmCommandLine } from './jvm.js';
import { logFile, logTail, reasonInLog } from './logs.js';
import { isRunning, stopProcess } from './processes.js';
import type { StartedProcess } from './state.js';

/** The system property that marks a process as this project's; it is what a process id is checked against. */
export const markerOf = (servicesFolder: string, name: string) =>
  `-Dstreambook.service=${join(servicesFolder, name)}`;

/**
 * Starts a Java program that outlives this one, with its output in its log file. The log of the start before is kept
 * as `<name>.previous.log`.
 */
export async function startDaemon(options: {
  readonly java: string;
  readonly servicesFolder: string;
  readonly name: string;
  readonly program: JvmProgram;
  readonly archive: ClassArchive;
  /** Whether this process is to leave the archive when there is none yet. */
  readonly recordsArchive: boolean;
}): Promise<StartedProcess> {
  const { java, servicesFolder, name, program, archive, recordsArchive } = options;
  const log = logFile(servicesFolder, name);
  if (existsSync(log)) await rename(log, log.replace(/\.log$/, '.previous.log'));
  const output = await open(log, 'w');
  const usable = recordsArchive || existsSync(archive.file) ? archive : undefined;
  const args = [markerOf(servicesFolder, name), ...jvmCommandLine(program, usable)];
  try {
    const child = spawn(java, args, {
      cwd: join(servicesFolder, name),
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      // Spark takes the host's own address otherwise.
      env: { ...process.env, SPARK_LOCAL_IP: '127.0.0.1' },
    });
    await once(child, 'spawn');
    child.unref();
    return {
      name,
      pid: child.pid ?? 0,
      startedAt: new Date().toISOString(),
      archive: recordsArchive && !existsSync(archive.file) ? archive : null,
    };
  } catch (error) {
    throw new StreambookError('SERVICE_NOT_STARTED', `Cannot start ${name} with ${java}`, { cause: error });
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
  const endedByItself = await stopProcess(daemon.pid, markerOf(servicesFolder, daemon.name), graceMs);
  if (archive === null || !existsSync(archive.partialFile)) return;
  if (endedByItself) await rename(archive.partialFile, archive.file);
  else await rm(archive.partialFile, { force: true });
}

export async function isDaemonRunning(servicesFolder: string, daemon: StartedProcess): Promise<boolean> {
  return isRunning(daemon.pid, markerOf(servicesFolder, daemon.name));
}

/** The line of a service's log that most likely says why it ended, and where the whole log is. */
export async function lastWords(servicesFolder: string, name: string): Promise<string> {
  const tail = await logTail(servicesFolder, name, 200);
  return `${reasonInLog(tail)} (whole log: ${logFile(servicesFolder, name)})`;
}

/** Code of the error of a service that ended because somebody else listens on its port. */
export const PORT_LOST = 'PORT_LOST';

/** The error of a service that ended by itself; PORT_LOST when another start may help. */
export async function diedError(servicesFolder: string, name: string): Promise<StreambookError> {
  const tail = await logTail(servicesFolder, name, 200);
  const lost = tail.find((line) => /BindException|[Ff]ailed to bind|Address already in use/.test(line));
  if (lost !== undefined) {
    const port = /[\d.]+:(\d+)/.exec(lost)?.[1] ?? '';
    return new StreambookError(PORT_LOST, `another program took port ${port} before ${name} listened on it`);
  }
  return new StreambookError(
    'SERVICE_DIED',
    `${name} ended by itself: ${await lastWords(servicesFolder, name)}`,
  );
}
