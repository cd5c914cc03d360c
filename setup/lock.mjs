/**
 * A lock file. It has all of its content from the moment it is there, and it is replaced, never removed, when its
 * holder is gone: exclusive creation (`link`) and replacement (`rename`) are each one step of the file system.
 */
import { randomUUID } from 'node:crypto';
import { link, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, isOfThisSystem, ownIdentity } from './process-identity.mjs';

/** @typedef {import('./process-identity.mjs').ProcessIdentity} ProcessIdentity */
/** @typedef {ProcessIdentity & { command: string, since: string }} Holder */
/**
 * @typedef {object} Lock
 * @property {string} token No two locks ever have the same.
 * @property {Holder} [holder] Absent in a file that no lock has written.
 */

const POLL_MS = 100;
const REMIND_MS = 30_000;

/** @param {unknown} error @param {string} code */
const hasCode = (error, code) => error instanceof Error && 'code' in error && error.code === code;

/** @param {string} text @returns {Lock | undefined} */
function parse(text) {
  try {
    const lock = JSON.parse(text);
    const { token, holder } = lock;
    const isWhole =
      typeof token === 'string' &&
      typeof holder.pid === 'number' &&
      [holder.host, holder.command, holder.since].every((text) => typeof text === 'string');
    return isWhole ? lock : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file @returns {Promise<Lock | undefined>} undefined when there is no such file */
async function read(file) {
  let handle;
  try {
    handle = await open(file, 'r');
    const { ino, mtimeNs, size } = await handle.stat({ bigint: true });
    return parse(await handle.readFile('utf8')) ?? { token: `unreadable-${ino}-${mtimeNs}-${size}` };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  } finally {
    await handle?.close();
  }
}

/**
 * Puts the lock in its place by `put`, from a file beside it: a disk that is full is found out there.
 * @param {string} file @param {Lock} lock @param {(candidate: string) => Promise<void>} put
 */
async function place(file, lock, put) {
  const candidate = `${file}.${randomUUID()}.candidate`;
  try {
    await writeFile(candidate, JSON.stringify(lock), { flag: 'wx' });
    await put(candidate);
  } finally {
    await rm(candidate, { force: true });
  }
}

/** @param {string} file @param {Lock} lock */
async function create(file, lock) {
  try {
    await place(file, lock, (candidate) => link(candidate, file));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file @param {string} token */
async function removeIfStill(file, token) {
  if ((await read(file))?.token === token) await rm(file, { force: true });
}

/**
 * Takes the lock if that can be done at once. The lock of a dead holder may be replaced only by who has the lock of
 * replacing it, a file of the same kind that bears the dead lock's token; so nobody replaces what a faster one has
 * just put there.
 *
 * @param {string} file @param {Lock} own
 * @returns {Promise<'taken' | 'missed' | Holder>} Whoever has it; "missed" when that is changing.
 */
async function attempt(file, own) {
  const found = await read(file);
  if (found === undefined) return (await create(file, own)) ? 'taken' : 'missed';
  if (found.holder !== undefined && isAlive(found.holder)) return found.holder;
  const replacing = `${file}.${found.token}`;
  const claim = { ...own, token: randomUUID() };
  if ((await attempt(replacing, claim)) !== 'taken') return 'missed';
  try {
    if ((await read(file))?.token !== found.token) return 'missed';
    await place(file, own, (candidate) => rename(candidate, file));
    return 'taken';
  } finally {
    await rm(replacing, { force: true });
  }
}

/** What the user typed, as near as can be. */
function ownCommand() {
  const [, script = 'node', ...args] = process.argv;
  return [basename(script).replace(/\.[cm]?js$/, ''), ...args].join(' ').slice(0, 80);
}

/** @param {Holder} holder @param {string} file */
function describe(holder, file) {
  const { command, pid, host, since } = holder;
  const time = new Date(since).toLocaleTimeString('en-GB');
  if (isOfThisSystem(holder)) return `"${command}" (process ${pid}, since ${time})`;
  return `"${command}" (process ${pid} on ${host}, since ${time}; if it has ended, remove ${file})`;
}

/**
 * Waits for a lock file and takes it; the lock of a process that is gone counts for nothing.
 *
 * @param {string} file Its folder must be there.
 * @param {import('./lock.mjs').LockOptions} [options]
 * @returns {Promise<() => Promise<void>>} Gives the lock back.
 */
export async function takeLock(file, { onWait, signal, remindMs = REMIND_MS } = {}) {
  const beganMs = performance.now();
  let nextWordMs = 0;
  for (;;) {
    signal?.throwIfAborted();
    const holder = { ...ownIdentity(), command: ownCommand(), since: new Date().toISOString() };
    const own = { token: randomUUID(), holder };
    const outcome = await attempt(file, own);
    if (outcome === 'taken') return () => removeIfStill(file, own.token);
    const waitedMs = performance.now() - beganMs;
    if (outcome !== 'missed' && waitedMs >= nextWordMs) {
      const soFar = nextWordMs === 0 ? '' : `, ${Math.round(waitedMs / 1000)} s so far`;
      onWait?.(`waiting for ${describe(outcome, file)}${soFar}`);
      nextWordMs = waitedMs + remindMs;
    }
    await sleep(POLL_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}
