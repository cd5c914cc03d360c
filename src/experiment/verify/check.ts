import { isDeepStrictEqual } from 'node:util';

/** A number that came out differently. */
export interface Difference {
  /** Where it stands: `analysis.totals.revenue`. */
  readonly path: string;
  readonly stored: unknown;
  readonly recomputed: unknown;
}

/** One thing that was checked. */
export interface Check {
  readonly what: string;
  /** How many values were compared. */
  readonly values: number;
  /** Nothing when all of them are equal. */
  readonly differences: readonly Difference[];
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
export function check(what: string, path: string, stored: unknown, recomputed: unknown): Check {
  const expected = asJson(recomputed);
  return { what, values: leaves(expected), differences: differences(asJson(stored), expected, path) };
}

/** Several comparisons as one. */
export function merged(what: string, checks: readonly Check[]): Check {
  return {
    what,
    values: checks.reduce((sum, { values }) => sum + values, 0),
    differences: checks.flatMap((each) => each.differences),
  };
}
