import { sectionsOf } from '../record.js';
import { sum } from '../../../core/lists.js';
import type { Results } from '../analysis/results.js';
import { type MedianInterval, medianInterval } from '../../../stats/median-interval.js';
import type { OrdersInput } from './types.js';

/** What the micro-batches say. Those of the ramp-up are left out, as their events are from the percentiles. */

type Batch = Results['measurements']['batches'][number];

const afterRampUp = ({ experiment, results }: OrdersInput): readonly Batch[] =>
  results.measurements.batches.filter((batch) => batch.second >= experiment.excludedRampUpSeconds);

/** Half of the events were in batches that took no longer than this: every event counts its own batch. */
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
  /** The median over events of the duration of their batch. */
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
export function commitModel(input: OrdersInput): CommitModel | undefined {
  const batchMs = medianByEventsMs(afterRampUp(input));
  const measuredMs = sectionsOf(input.record).stream?.commit_ms.p50 ?? null;
  if (batchMs === undefined || measuredMs === null) return undefined;
  const waitMs = Math.max(input.experiment.triggerIntervalSeconds * 1000, batchMs) / 2;
  const ratio = measuredMs / (waitMs + batchMs);
  return { waitMs, batchMs, asapMs: batchMs * 1.5, measuredMs, fits: ratio <= FITS && ratio >= 1 / FITS };
}

/** Batch durations that change by more than this factor from one half of the run to the other are not steady. */
const STEADY = 1.25;

export interface Drift {
  /** Medians of the batches of each half, every batch counting once. */
  readonly first: MedianInterval;
  readonly second: MedianInterval;
  readonly change: 'slower' | 'faster' | 'steady' | 'undecided' | 'too few batches';
}

/** What a change of the median can be at least and at most, by the intervals of both. */
const isSurelySteady = (first: MedianInterval, second: MedianInterval): boolean =>
  second.high <= first.low * STEADY && first.high <= second.low * STEADY;

/**
 * Whether batches of the second half take longer than those of the first. A change must be large enough to matter, and
 * the intervals of both medians must lie apart; "steady" needs intervals that leave no room for such a change. Undefined
 * as well where the halves have different loads, which explain a change.
 */
export function drift(input: OrdersInput): Drift | undefined {
  const { load, invalidLoad = load } = input.experiment;
  if (load.shape !== 'constant' || invalidLoad.shape !== 'constant') return undefined;
  const durations = afterRampUp(input).map((batch) => batch.duration_ms);
  const half = Math.floor(durations.length / 2);
  const [first, second] = [durations.slice(0, half), durations.slice(half)].map((part) =>
    medianInterval(part),
  );
  if (!first || !second) return undefined;
  const change = () => {
    if (Math.min(first.coverage, second.coverage) < 0.95) return 'too few batches';
    if (second.median > first.median * STEADY && second.low > first.high) return 'slower';
    if (first.median > second.median * STEADY && first.low > second.high) return 'faster';
    return isSurelySteady(first, second) ? 'steady' : 'undecided';
  };
  return { first, second, change: change() };
}

export interface Burst {
  readonly fromSecond: number;
  readonly toSecond: number;
  /** Medians of the durations of micro-batches that were committed in the burst and outside it, every batch counting once. */
  readonly inside: MedianInterval;
  readonly outside: MedianInterval;
}

/** The stretch in which one of the loads is higher than before and after; undefined without one, or without batches. */
export function burst(input: OrdersInput): Burst | undefined {
  const { load, invalidLoad = load } = input.experiment;
  const spike = [load, invalidLoad].find((each) => each.shape === 'spike');
  if (spike === undefined) return undefined;
  const [fromSecond, toSecond] = [spike.atSeconds, spike.atSeconds + spike.forSeconds];
  const isInside = ({ second }: Batch) => second >= fromSecond && second < toSecond;
  const batches = afterRampUp(input);
  const [inside, outside] = [batches.filter(isInside), batches.filter((batch) => !isInside(batch))].map(
    (part) => medianInterval(part.map(({ duration_ms: ms }) => ms)),
  );
  return inside && outside ? { fromSecond, toSecond, inside, outside } : undefined;
}
