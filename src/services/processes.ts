import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { isSuspended } from '../../setup/process-identity.mjs';
import { hasCode } from '../core/errors.js';
import { waitFor } from '../core/deadline.js';

interface RunningProcess {
  readonly pid: number;
  /** The arguments, each with the separator before and after it. */
  readonly commandLine: string;
}

const HAS_PROC = existsSync('/proc/self/cmdline');
/** /proc ends each argument with a null byte, ps puts a blank between them. */
const SEPARATOR = HAS_PROC ? '\0' : ' ';

const hasArgument = (commandLine: string, argument: string) =>
  commandLine.includes(`${SEPARATOR}${argument}${SEPARATOR}`);

/** Empty for a process that is gone, and for a zombie. */
async function commandLineFromProc(pid: number): Promise<string> {
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch((error: unknown) => {
    // Any other error, such as too many open files, does not say that the process is gone.
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return '';
    throw error;
  });
  return `${SEPARATOR}${commandLine}`;
}

async function listProcesses(): Promise<readonly RunningProcess[]> {
  if (HAS_PROC) {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    return Promise.all(pids.map(async (pid) => ({ pid, commandLine: await commandLineFromProc(pid) })));
  }
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,command='], {
    maxBuffer: 2 ** 26,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, commandLine] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined || commandLine === undefined
      ? []
      : [{ pid: Number(pid), commandLine: ` ${commandLine} ` }];
  });
}

/** Processes that have one of these markers as an argument; a marker names the project folder and the service. */
export async function findByMarkers(
  markers: readonly string[],
): Promise<readonly { readonly pid: number; readonly marker: string }[]> {
  const processes = await listProcesses();
  return markers.flatMap((marker) =>
    processes
      .filter(({ commandLine }) => hasArgument(commandLine, marker))
      .map(({ pid }) => ({ pid, marker })),
  );
}

/** Ids of the processes that have this marker. */
export async function findByMarker(marker: string): Promise<readonly number[]> {
  return (await findByMarkers([marker])).map(({ pid }) => pid);
}

/** The arguments of the process that was started with `marker`; none when it is gone. */
export async function argumentsOf(pid: number, marker: string): Promise<readonly string[]> {
  const found = (await listProcesses()).find((process) => process.pid === pid);
  if (found === undefined || !hasArgument(found.commandLine, marker)) return [];
  return found.commandLine.split(SEPARATOR).filter((argument) => argument !== '');
}

/** True while the process lives and is still the one that was started with `marker`, not a later one with its id. */
export async function isRunning(pid: number, marker: string): Promise<boolean> {
  if (HAS_PROC) return hasArgument(await commandLineFromProc(pid), marker);
  return (await listProcesses()).some((found) => found.pid === pid && hasArgument(found.commandLine, marker));
}

export type ProcessState = 'running' | 'suspended' | 'gone';

/** Whether the process lives, as {@link isRunning} says, and whether a signal has suspended it. */
export async function processState(pid: number, marker: string): Promise<ProcessState> {
  if (!(await isRunning(pid, marker))) return 'gone';
  return isSuspended(pid) ? 'suspended' : 'running';
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/**
 * Stops a process by its id, after checking that it is the one that was started with `marker`: SIGTERM first, and
 * SIGKILL when it has not ended within `graceMs`.
 *
 * @returns Whether it ended by itself (also when it was already gone).
 */
export async function stopProcess(pid: number, marker: string, graceMs = 20_000): Promise<boolean> {
  if (!(await isRunning(pid, marker))) return true;
  const ended = async () => ((await isRunning(pid, marker)) ? undefined : true);
  send(pid, 'SIGTERM');
  // A suspended process takes it only now.
  send(pid, 'SIGCONT');
  try {
    return await waitFor(ended, { what: `process ${pid} ends`, timeoutMs: graceMs });
  } catch {
    await killProcess(pid, marker);
    return false;
  }
}

/** Ends a process at once by its id, after checking that it is the one that was started with `marker`. */
export async function killProcess(pid: number, marker: string): Promise<void> {
  if (!(await isRunning(pid, marker))) return;
  send(pid, 'SIGKILL');
  const ended = async () => ((await isRunning(pid, marker)) ? undefined : true);
  await waitFor(ended, { what: `process ${pid} is killed`, timeoutMs: 5000 });
}
