import type { Analysis } from '../analysis/results.js';
import { plannedEvents, type Experiment } from '../config.js';
import { largest, sum } from '../../../core/lists.js';
import { exact, rate } from '../../../report/format.js';

/** What the numbers say, worked out once so that summary, sections and conclusions cannot differ. */

/** The share of revenue that the Pareto principle gives to the vital few. */
export const VITAL_SHARE = 0.8;

/** The share of the week that Saturday and Sunday are. */
export const WEEKEND_DAYS_SHARE = 2 / 7;

export const isWeekendDay = ({ name }: { readonly name: string }): boolean => /^S(atur|un)day$/.test(name);

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The values that a quarter and three quarters of all do not exceed. */
export function quartilesOf(values: readonly number[]): { readonly q1: number; readonly q3: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
  return { q1: at(0.25), q3: at(0.75) };
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

/** How well injected errors were found. Rows of the valid producer that were found invalid are false alarms. */
export function detection(quality: Analysis['quality']): {
  readonly injected: number;
  readonly detected: number;
  /** Modes of which a row was not found, or not for every reason that it must raise. */
  readonly incomplete: Analysis['quality']['modes'];
  readonly falseAlarms: number;
  /** Rows of the valid producer. */
  readonly valid: number;
} {
  const none = quality.modes.find((mode) => mode.mode === 'none');
  const injectedModes = quality.modes.filter((mode) => mode.mode !== 'none');
  return {
    injected: sum(injectedModes, (mode) => mode.rows),
    detected: sum(injectedModes, (mode) => mode.detected),
    incomplete: injectedModes.filter((mode) => mode.detected < mode.rows),
    falseAlarms: none?.detected ?? 0,
    valid: none?.rows ?? 0,
  };
}

export interface PlannedLoad {
  readonly events: number;
  /** The mean when the load changes over time. */
  readonly eventsPerSecond: number;
  /** "at 220 per second", as far as one rate says it. */
  readonly pace: string;
}

/** What both producers together were to send. */
export function plannedLoad(experiment: Experiment): PlannedLoad {
  const { backlog, durationSeconds, load, invalidLoad = load } = experiment;
  const { valid, invalid } = plannedEvents(experiment);
  const events = valid + invalid;
  if (load.shape === 'constant' && invalidLoad.shape === 'constant') {
    const eventsPerSecond = experiment.validEventsPerSecond + experiment.invalidEventsPerSecond;
    const pace = backlog ? 'as fast as the brokers accept them' : `at ${exact(eventsPerSecond)} per second`;
    return { events, eventsPerSecond, pace };
  }
  const eventsPerSecond = events / durationSeconds;
  const pace = backlog
    ? 'as fast as the brokers accept them'
    : `at ${rate(eventsPerSecond)} per second on average`;
  return { events, eventsPerSecond, pace };
}
