import { StreambookError } from './errors.js';

/** What the system says of a file that cannot be written or read, by Node's error code, and what to do. */
const MEANINGS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EROFS: ['the file system is read-only', 'name a folder that can be written in STREAMBOOK_HOME'],
  EACCES: ['permission denied', 'change its permissions, or name another folder in STREAMBOOK_HOME'],
  EPERM: ['operation not permitted', 'change its owner, or name another folder in STREAMBOOK_HOME'],
  ENOSPC: ['no space left on the device', 'free some space, or name another folder in STREAMBOOK_HOME'],
  EDQUOT: ['the disk quota is used up', 'free some space, or name another folder in STREAMBOOK_HOME'],
  EMFILE: ['too many open files', 'raise the limit with: ulimit -n 4096'],
  EISDIR: ['it is a folder, not a file', 'name a file'],
};

/** Making a folder with those above it fails so where nothing can be written: Node hides EROFS there. */
const isUnmakeable = (thrown: object): boolean =>
  'code' in thrown && thrown.code === 'ENOENT' && 'syscall' in thrown && thrown.syscall === 'mkdir';

/**
 * The error that users see for a failed file operation of Node: what was wrong, where, and how to fix it.
 *
 * @returns undefined for anything else.
 */
export function fileError(thrown: unknown): StreambookError | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  const [what, fix] = MEANINGS[thrown.code] ?? (isUnmakeable(thrown) ? MEANINGS['EROFS'] : undefined) ?? [];
  if (what === undefined) return undefined;
  const where = 'path' in thrown && typeof thrown.path === 'string' ? `${thrown.path}: ` : '';
  return new StreambookError('FILE_FAILED', `${where}${what}; ${fix}`, { cause: thrown });
}
