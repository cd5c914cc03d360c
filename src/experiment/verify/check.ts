import { isDeepStrictEqual } from 'node:util';

/** A number that came out differently. */
export interface Difference {
  /** Where it stands: `analysis.totals.revenue`. */
  readonly path: string;
  readonly stored: unknown;
  readonly recomputed: unknown;
}

/** What came of comparing a stored value, or several, with what it should be. */
export interface Comparison {
  /** How many values were compared. */
  readonly values: number;
  /** Nothing when all of them are equal. */
  readonly differences: readonly Difference[];
}

/** One thing that was checked, by one comparison or more. */
export interface Check extends Comparison {
  readonly what: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The leaves in which two JSON values differ. */
export function differences(stored: unknown, recomputed: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(stored, recomputed)) return [];
  if (!isRecord(stored) || !isRecord(recomputed)) return [{ path, stored, recomputed }];
  const keys = new Set([...Object.keys(stored), ...Object.keys(recomputed)]);
  return [...keys].flatMap((key) =>
    differences(stored[key], recomputed[key], path === '' ? key : `${path}.${key}`),
  );
}

const leaves = (value: unknown): number =>
  isRecord(value) ? Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0) : 1;

const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

/**
 * Compares what is stored with what was computed again, value by value.
 *
 * @param path where the stored values stand, for messages
 */
export function compare(path: string, stored: unknown, recomputed: unknown): Comparison {
  const expected = asJson(recomputed);
  return { values: leaves(expected), differences: differences(asJson(stored), expected, path) };
}

/** Comparisons under the name of what they check. */
export const check = (what: string, comparisons: readonly Comparison[]): Check => ({
  what,
  values: comparisons.reduce((sum, { values }) => sum + values, 0),
  differences: comparisons.flatMap((each) => each.differences),
});
