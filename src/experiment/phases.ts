import type { RunPaths } from '../config/paths.js';
import { unlessAborted } from '../core/abort.js';
import { firstLine, StreambookError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import type { RunRecord } from '../runs/record.js';
import type { Host } from './host.js';
import { saveRecord } from '../runs/store.js';

/** What a run has written of itself; `run.json` follows each change. */
export interface RunRecorder {
  readonly record: RunRecord;
  /**
   * Runs a phase with its times and its outcome in the record. Once the run's signal fires, the phase has two seconds to
   * end by itself; then it is given up, whatever it waits for, and the signal's reason is thrown.
   */
  phase<T>(this: void, name: string, does: string, work: () => Promise<T>): Promise<T>;
  /** Adds to the record; sections and versions one by one. */
  add(this: void, additions: Partial<RunRecord>): Promise<void>;
  finish(): Promise<void>;
  /** Says in the record why the run ended, and in which phase: the last one, unless another is named. */
  fail(error: unknown, failedPhase?: string): Promise<void>;
}

const GRACE_MS = 2000;

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

interface Recording {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly host: Pick<Host, 'now' | 'monotonicMs'>;
}

/** @param first The record as the run begins, without phases. */
export function runRecorder(
  run: RunPaths,
  first: RunRecord,
  { reporter, signal, host }: Recording,
): RunRecorder {
  const { now, monotonicMs } = host;
  let record = first;
  let saved: Promise<void> = Promise.resolve();
  const save = async (changes: Partial<RunRecord>) => {
    record = { ...record, ...changes };
    // One after the other, so that an older record never replaces a newer one.
    saved = saved.catch(() => undefined).then(() => saveRecord(run, record));
    await saved;
  };
  return {
    get record() {
      return record;
    },
    add: ({ sections, versions, ...others }) =>
      save({
        ...others,
        ...(sections && { sections: { ...record.sections, ...sections } }),
        ...(versions && { versions: { ...record.versions, ...versions } }),
      }),
    finish: () => save({ status: 'done', finished_at: now().toISOString() }),
    async fail(error, failedPhase) {
      const code = error instanceof StreambookError ? error.code : 'UNEXPECTED';
      const phase = failedPhase ?? record.phases.at(-1)?.name ?? 'prepare';
      await save({
        status: code === 'INTERRUPTED' ? 'interrupted' : 'failed',
        finished_at: now().toISOString(),
        error: { phase, code, message: firstLine(error) },
      });
    },
    async phase(name, does, work) {
      signal.throwIfAborted();
      const startedMs = monotonicMs();
      const earlier = record.phases;
      const phase = { name, started_at: now().toISOString() };
      const ended = () => ({ ...phase, duration_ms: Math.round(monotonicMs() - startedMs) });
      const label = name.replaceAll('_', ' ');
      const tick = (mark: string) => reporter.line(`${mark} ${label} ${seconds(monotonicMs() - startedMs)}`);
      reporter.line(`${label}: ${does}`);
      await save({ phases: [...earlier, { ...phase, duration_ms: null, status: 'running' }] });
      try {
        const result = await unlessAborted(signal, work(), GRACE_MS);
        // What ended because of the signal has not been done.
        signal.throwIfAborted();
        await save({ phases: [...earlier, { ...ended(), status: 'done' }] });
        tick('✓');
        return result;
      } catch (error) {
        tick('✗');
        // The phase's own error is the one to hear of, also when the disk takes no record of it.
        await save({ phases: [...earlier, { ...ended(), status: 'failed' }] }).catch(() => undefined);
        throw error;
      }
    },
  };
}
