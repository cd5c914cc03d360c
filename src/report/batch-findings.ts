import type { Results } from '../analysis/results.js';
import { sum } from './findings.js';
import type { ReportInput } from './input.js';

/** What the micro-batches say. Those of the warm-up are left out, as their events are from the percentiles. */

type Batch = Results['measurements']['batches'][number];

const afterWarmup = ({ experiment, results }: ReportInput): readonly Batch[] =>
  results.measurements.batches.filter((batch) => batch.second >= experiment.warmupSeconds);

/** The duration that half of the events were in a shorter or equal batch of; undefined without events. */
function medianByEventsMs(batches: readonly Batch[]): number | undefined {
  const half = sum(batches, (batch) => batch.rows) / 2;
  let events = 0;
  return [...batches]
    .sort((one, other) => one.duration_ms - other.duration_ms)
    .find((batch) => (events += batch.rows) >= half && batch.rows > 0)?.duration_ms;
}

/** A measured median within this factor of the model's bears the model out; beyond it something else is at work. */
const FITS = 2;

export interface CommitModel {
  /** Mean wait for the next batch. */
  readonly waitMs: number;
  /** The median batch, every event counting its own. */
  readonly batchMs: number;
  /** Wait and batch, were each batch started as soon as the last is done. */
  readonly asapMs: number;
  /** The median time to a committed file, as measured. */
  readonly measuredMs: number;
  readonly fits: boolean;
}

/**
 * A model of the time to a committed file. An event arrives at any moment between two batch starts, so it waits
 * half that interval on average, then takes part in a batch: interval / 2 + batch. Batches follow each other
 * at the trigger's interval, or without a gap when they take longer than that.
 */
export function commitModel(input: ReportInput): CommitModel | undefined {
  const batchMs = medianByEventsMs(afterWarmup(input));
  const measuredMs = input.record.stream?.commit_ms.p50 ?? null;
  if (batchMs === undefined || measuredMs === null) return undefined;
  const waitMs = Math.max(input.experiment.triggerIntervalSeconds * 1000, batchMs) / 2;
  const ratio = measuredMs / (waitMs + batchMs);
  return { waitMs, batchMs, asapMs: batchMs * 1.5, measuredMs, fits: ratio <= FITS && ratio >= 1 / FITS };
}

/** The median batch of the first and of the second half of the batches: alike when nothing piles up over the run. */
export function drift(
  input: ReportInput,
): { readonly firstMs: number; readonly secondMs: number } | undefined {
  const batches = afterWarmup(input);
  const half = Math.floor(batches.length / 2);
  const [firstMs, secondMs] = [
    medianByEventsMs(batches.slice(0, half)),
    medianByEventsMs(batches.slice(half)),
  ];
  return firstMs === undefined || secondMs === undefined ? undefined : { firstMs, secondMs };
}
