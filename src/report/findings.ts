import type { Analysis, Results } from '../analysis/results.js';
import { plannedEvents, type Experiment } from '../config/experiment.js';
import type { Ledger, StreamSection } from '../runs/record.js';

/** What the numbers say, worked out once so that summary, sections and conclusions cannot differ. */

/** The share of revenue that the Pareto principle gives to the vital few. */
export const VITAL_SHARE = 0.8;

export const sum = <T>(rows: readonly T[], value: (row: T) => number): number =>
  rows.reduce((total, row) => total + value(row), 0);

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The entry with the largest value, the first of them on a tie; undefined for an empty list. */
export function largest<T>(rows: readonly T[], value: (row: T) => number): T | undefined {
  let best: T | undefined;
  for (const row of rows) if (best === undefined || value(row) > value(best)) best = row;
  return best;
}

/** The smallest number of items whose revenue reaches {@link VITAL_SHARE} of the total. */
export function vitalItems(pareto: Analysis['pareto']): Analysis['pareto'] {
  const last = pareto.findIndex((row) => row.cumulative_share >= VITAL_SHARE - 1e-9);
  return pareto.slice(0, last + 1);
}

/** The shortest stretch of whole hours in which at least half of all revenue falls; `to` is its end, 24 for midnight. */
export function busyHours(cells: Analysis['weekday_hour']): { from: number; to: number; share: number } {
  const total = sum(cells, (cell) => cell.revenue);
  const shares = HOURS.map((hour) => {
    const own = cells.filter((cell) => cell.hour_of_day === hour);
    return sum(own, (cell) => cell.revenue) / total;
  });
  const stretches = HOURS.flatMap((from) =>
    HOURS.slice(from).map((last) => ({
      from,
      to: last + 1,
      share: sum(shares.slice(from, last + 1), (share) => share),
    })),
  );
  const enough = stretches.filter(({ share }) => share >= 0.5);
  return largest(enough, ({ from, to, share }) => from - to + share) ?? { from: 0, to: 24, share: 0 };
}

/** An equation that the ledger must satisfy. */
export interface LedgerCheck {
  readonly equation: string;
  readonly left: number;
  readonly right: readonly number[];
  readonly holds: boolean;
}

const equation = (text: string, left: number, right: readonly number[]): LedgerCheck => ({
  equation: text,
  left,
  right,
  holds: left === sum(right, (value) => value),
});

export function ledgerChecks(ledger: Ledger): readonly LedgerCheck[] {
  const { generated, acked, failed, valid, invalid, lost } = ledger;
  return [
    equation('generated = acked + failed', generated, [acked, failed]),
    equation('acked = valid + invalid + lost', acked, [valid, invalid, lost]),
    equation('lost = 0', lost, [0]),
    equation('duplicates = 0', ledger.duplicates, [0]),
    equation('unexpected = 0', ledger.unexpected, [0]),
  ];
}

/** How well injected errors were found. Rows of the valid producer that were found invalid are false alarms. */
export function detection(quality: Analysis['quality']): {
  readonly injected: number;
  readonly detected: number;
  /** Modes of which a row was not found, or not for every reason that it must raise. */
  readonly incomplete: Analysis['quality']['modes'];
  readonly falseAlarms: number;
} {
  const injectedModes = quality.modes.filter((mode) => mode.mode !== 'none');
  return {
    injected: sum(injectedModes, (mode) => mode.rows),
    detected: sum(injectedModes, (mode) => mode.detected),
    incomplete: injectedModes.filter((mode) => mode.detected < mode.rows),
    falseAlarms: quality.modes.find((mode) => mode.mode === 'none')?.detected ?? 0,
  };
}

/**
 * A model of the time to a committed file. An event arrives at any moment between two batch starts, so it waits
 * half that interval on average, then takes part in a batch: interval / 2 + batch. Batches follow each other
 * at the trigger's interval, or without a gap when they take longer than that.
 */
export function commitModel(
  experiment: Experiment,
  stream: StreamSection,
): { readonly waitMs: number; readonly batchMs: number } | undefined {
  const batchMs = stream.batch_duration_ms.p50;
  if (batchMs === null) return undefined;
  return { waitMs: Math.max(experiment.triggerIntervalSeconds * 1000, batchMs) / 2, batchMs };
}

/** The upper median: an observed value, whatever the number of values. */
function middle(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The median batch duration in the first and second half of the batches: alike when nothing piles up over the run. */
export function drift(
  batches: Results['measurements']['batches'],
): { readonly firstMs: number; readonly secondMs: number } | undefined {
  const durations = batches.map((batch) => batch.duration_ms);
  const half = Math.floor(durations.length / 2);
  const [firstMs, secondMs] = [middle(durations.slice(0, half)), middle(durations.slice(half))];
  return firstMs === undefined || secondMs === undefined ? undefined : { firstMs, secondMs };
}

/** Events per second that both producers together were asked to send, and their number. */
export function plannedLoad(experiment: Experiment): {
  readonly events: number;
  readonly eventsPerSecond: number;
} {
  const { valid, invalid } = plannedEvents(experiment);
  return {
    events: valid + invalid,
    eventsPerSecond: experiment.validEventsPerSecond + experiment.invalidEventsPerSecond,
  };
}
