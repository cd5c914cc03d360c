/** Tells a process from a later one that has its id: what locks and records of unfinished work are checked against. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity */

const HAS_PROC = existsSync('/proc/self/stat');

/** @param {() => string} read */
function textOr(read, otherwise = '') {
  try {
    return read().trim();
  } catch {
    return otherwise;
  }
}

/** @type {Pick<ProcessIdentity, 'host' | 'boot' | 'namespace'> | undefined} */
let here;

/** The system that this process runs in. Process ids mean nothing beyond it. */
function thisSystem() {
  here ??= {
    host: hostname(),
    boot: HAS_PROC
      ? textOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
      : textOr(() => execFileSync('sysctl', ['-n', 'kern.bootsessionuuid'], { encoding: 'utf8' })),
    namespace: textOr(() => readlinkSync('/proc/self/ns/pid')),
  };
  return here;
}

/**
 * State, parent and start of a process, as far as the system shows them to this user.
 * @param {number} pid
 * @returns {{ state: string, parent: number, start: string } | undefined}
 */
function look(pid) {
  if (HAS_PROC) {
    // The command's name, in parentheses, may hold blanks and parentheses.
    const stat = textOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent, start] = [fields[0], Number(fields[1]), fields[19]];
    return state && start ? { state, parent, start } : undefined;
  }
  const env = { ...process.env, LC_ALL: 'C' };
  const line = textOr(() =>
    execFileSync('ps', ['-o', 'stat=,ppid=,lstart=', '-p', String(pid)], { encoding: 'utf8', env }),
  );
  const [, state, parent, start] = /^(\S+)\s+(\d+)\s+(.+)$/.exec(line) ?? [];
  return state && start
    ? { state, parent: Number(parent), start: String(Date.parse(start) / 1000) }
    : undefined;
}

/** @param {number} pid */
function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: alive, and not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @returns {ProcessIdentity} */
export function ownIdentity() {
  return { pid: process.pid, start: look(process.pid)?.start ?? '', ...thisSystem() };
}

/** @param {Pick<ProcessIdentity, 'boot' | 'namespace'>} identity */
export function isOfThisSystem({ boot, namespace }) {
  return boot === thisSystem().boot && namespace === thisSystem().namespace;
}

/** @param {number} pid */
export const parentOf = (pid) => look(pid)?.parent;

/** @param {number} pid */
export const isSuspended = (pid) => look(pid)?.state.startsWith('T') ?? false;

/** @param {number} pid @param {string | undefined} start */
export function isPidAlive(pid, start) {
  if (!exists(pid)) return false;
  const found = look(pid);
  if (found === undefined) return exists(pid);
  return !found.state.startsWith('Z') && (!start || start === found.start);
}

/** @param {ProcessIdentity} identity */
export function isAlive(identity) {
  if (isOfThisSystem(identity)) return isPidAlive(identity.pid, identity.start);
  // The machine was started again since then; or it is another machine, or a container, whose processes do not show here.
  return identity.boot === thisSystem().boot || identity.host !== thisSystem().host;
}
