export interface LockOptions {
  /** Gets a line, as soon as there is somebody to wait for and now and then after that: who has the lock, since when. */
  readonly onWait?: ((line: string) => void) | undefined;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Time between two lines; half a minute when absent. */
  readonly remindMs?: number | undefined;
}

export function takeLock(file: string, options?: LockOptions): Promise<() => Promise<void>>;
