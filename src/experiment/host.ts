import { arch, cpus, release, totalmem, type as osType } from 'node:os';
import type { Machine, RunRecord } from '../runs/record.js';
import { ownIdentity } from '../../setup/process-identity.mjs';

/** What a run takes from where it runs: passed in, so that a test says what they are. */
export interface Host {
  now(this: void): Date;
  /** Milliseconds of a clock that is never set. */
  monotonicMs(this: void): number;
  /** The process that makes the run. */
  readonly process: RunRecord['process'];
  readonly machine: Machine;
}

function describeMachine(): Machine {
  const processors = cpus();
  return {
    os: `${osType()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memory_mb: Math.round(totalmem() / 2 ** 20),
  };
}

/** This process on this machine. The machine's name is left out: records are handed in. */
export function thisHost(): Host {
  const { pid, start, boot, namespace } = ownIdentity();
  return {
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    process: { pid, start, boot, namespace },
    machine: describeMachine(),
  };
}
