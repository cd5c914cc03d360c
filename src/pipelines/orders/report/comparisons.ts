import { largest, sum } from '../../../core/lists.js';
import type { Analysis } from '../analysis/results.js';
import {
  type Interval,
  meanDifference,
  pairsOf,
  proportionDifference,
  sumRatioInterval,
  shareInterval,
  type Sum,
  sumOf,
} from '../../../stats/noise.js';
import { VITAL_SHARE } from './findings.js';

/**
 * Which differences between groups of orders the data support. Every comparison allows for how many could have been
 * made, so that picking out the largest of many is no finding by itself. Results of earlier versions lack what noise is
 * computed from; of them nothing is compared.
 */

interface Group {
  readonly orders?: number | undefined;
  readonly revenue: number;
  readonly value_sd?: number | undefined;
}

const revenueOf = ({ orders, revenue, value_sd: deviation }: Group): Sum | undefined =>
  orders === undefined || orders === 0 || deviation === undefined
    ? undefined
    : sumOf(orders, revenue, deviation);

/** The sums of all groups, or of none when one is not known. */
function sumsOf(groups: readonly Group[]): readonly Sum[] | undefined {
  const known = groups.map(revenueOf).filter((each) => each !== undefined);
  return known.length === groups.length && known.length > 0 ? known : undefined;
}

const together = (sums: readonly Sum[]): Sum => ({
  count: sum(sums, ({ count }) => count),
  total: sum(sums, ({ total }) => total),
  squares: sum(sums, ({ squares }) => squares),
});

/** How many times the revenue of one group the other brings; undefined where it is not known. */
function revenueRatio<G extends Group>(
  one: G | undefined,
  other: G | undefined,
  comparisons: number,
): Interval | undefined {
  if (one === undefined || other === undefined || one === other) return undefined;
  const [a, b] = [revenueOf(one), revenueOf(other)];
  return a === undefined || b === undefined ? undefined : sumRatioInterval(a, b, comparisons);
}

/** The first and the last by revenue, of all pairs of groups. */
export const firstAgainstLast = (ranked: readonly Group[]): Interval | undefined =>
  revenueRatio(ranked[0], ranked.at(-1), pairsOf(ranked.length));

/** The first by revenue against the second, of all pairs of groups. */
export const firstAgainstSecond = (ranked: readonly Group[]): Interval | undefined =>
  revenueRatio(ranked[0], ranked[1], pairsOf(ranked.length));

/** True when an interval of a ratio leaves out "the same". */
export const isRatioSupported = (ratio: Interval | undefined): ratio is Interval =>
  ratio !== undefined && (ratio.low > 1 || ratio.high < 1);

/** True when an interval of a difference leaves out "none". */
export const isDifferenceSupported = (difference: Interval): boolean =>
  difference.low > 0 || difference.high < 0;

/** The share of some groups in the revenue of all. */
export function revenueShare<G extends Group>(
  groups: readonly G[],
  isPart: (group: G) => boolean,
): Interval | undefined {
  const [part, rest] = [groups.filter(isPart), groups.filter((group) => !isPart(group))].map(sumsOf);
  return part === undefined || rest === undefined ? undefined : shareInterval(together(part), together(rest));
}

export interface MeanOrders<G> {
  readonly highest: G;
  readonly lowest: G;
  /** By how much the mean order of the highest is worth more. */
  readonly difference: Interval;
}

/** The groups with the highest and the lowest mean order, of all pairs. */
export function meanOrders<G extends Group>(groups: readonly G[]): MeanOrders<G> | undefined {
  const known = groups.flatMap((group) => {
    const own = revenueOf(group);
    return own === undefined || own.count < 2 ? [] : [{ group, own }];
  });
  const highest = largest(known, ({ own }) => own.total / own.count);
  const lowest = largest(known, ({ own }) => -own.total / own.count);
  if (highest === undefined || lowest === undefined || highest === lowest) return undefined;
  return {
    highest: highest.group,
    lowest: lowest.group,
    difference: meanDifference(highest.own, lowest.own, pairsOf(known.length)),
  };
}

export interface WeekendItem {
  readonly item: string;
  /** The share of its orders that falls on the weekend, less that of all other items. */
  readonly difference: Interval;
}

const SATURDAY = 5;

/** Items of which a larger share of the orders falls on Saturday and Sunday than of the others; the strongest first. */
export function weekendItems(cells: Analysis['item_weekday']): readonly WeekendItem[] {
  const hitsOf = (own: Analysis['item_weekday']) => ({
    hits: sum(
      own.filter(({ weekday_num: day }) => day >= SATURDAY),
      ({ orders }) => orders,
    ),
    cases: sum(own, ({ orders }) => orders),
  });
  const items = [...new Set(cells.map(({ item }) => item))];
  return items
    .map((item) => {
      const own = hitsOf(cells.filter((cell) => cell.item === item));
      const others = hitsOf(cells.filter((cell) => cell.item !== item));
      return { item, difference: proportionDifference(own, others, items.length) };
    })
    .filter(({ difference }) => difference.low > 0)
    .sort((one, other) => other.difference.value - one.difference.value);
}

/**
 * How many items it takes to reach {@link VITAL_SHARE} of the revenue, at least and at most, as far as chance can move
 * the shares of the first items: the interval of a cumulative share is that of the sum of its items.
 */
export function vitalCountRange(
  pareto: Analysis['pareto'],
): { readonly least: number; readonly most: number } | undefined {
  const reached = pareto.map((_, last) =>
    last === pareto.length - 1
      ? { low: 1, high: 1 }
      : revenueShare(pareto, (row) => pareto.indexOf(row) <= last),
  );
  if (reached.some((share) => share === undefined)) return undefined;
  const first = (end: 'low' | 'high') =>
    1 + reached.findIndex((share) => (share?.[end] ?? 0) >= VITAL_SHARE - 1e-9);
  return pareto.length === 0 ? undefined : { least: first('high'), most: first('low') };
}
