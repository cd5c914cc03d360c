/** A process, told from all others that have or had its id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started: in ticks since the boot on Linux, in seconds since the epoch elsewhere; empty when unknown. */
  readonly start: string;
  readonly host: string;
  /** Differs from boot to boot. */
  readonly boot: string;
  /** Of process ids: containers have one each. Empty where there are none. */
  readonly namespace: string;
}

export function ownIdentity(): ProcessIdentity;

/** The process that started that one, or adopted it; undefined when it is gone or cannot be seen. */
export function parentOf(pid: number): number | undefined;

/** Whether a signal has suspended it. */
export function isSuspended(pid: number): boolean;

/** Whether this process can see that one, or could while it lived. */
export function isOfThisSystem(identity: Pick<ProcessIdentity, 'boot' | 'namespace'>): boolean;

/** False when the process is gone for certain; a process that cannot be seen from here may live. */
export function isAlive(identity: ProcessIdentity): boolean;

/**
 * The same of a process of this system.
 *
 * @param start As in {@link ProcessIdentity}; without it, a later process with that id counts as the same.
 */
export function isPidAlive(pid: number, start?: string): boolean;
