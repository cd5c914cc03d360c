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

/** A key such as `constructor` is in every object, but not its own. */
const valueAt = (value: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Rows by what their first key says, if that is a text of their own for each: `{ reason: "total_mismatch", rows: 5 }`. */
function rowsByName(rows: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  const named = rows.flatMap((row) => {
    const name = isRecord(row) ? Object.values(row)[0] : undefined;
    return typeof name === 'string' ? [[name, row] as const] : [];
  });
  const byName = Object.fromEntries(named);
  return Object.keys(byName).length === rows.length ? byName : undefined;
}

/** Lists of different length are compared row by row under the rows' names: a row more shifts no other. */
function differentRows(
  stored: readonly unknown[],
  recomputed: readonly unknown[],
  path: string,
): readonly Difference[] | undefined {
  if (stored.length === recomputed.length) return undefined;
  const [one, other] = [rowsByName(stored), rowsByName(recomputed)];
  return one && other && differences(one, other, path);
}

/** The leaves in which two JSON values differ. */
export function differences(stored: unknown, recomputed: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(stored, recomputed)) return [];
  const isOneKind = Array.isArray(stored) === Array.isArray(recomputed);
  if (!isRecord(stored) || !isRecord(recomputed) || !isOneKind) return [{ path, stored, recomputed }];
  if (Array.isArray(stored) && Array.isArray(recomputed)) {
    const rows = differentRows(stored, recomputed, path);
    if (rows !== undefined) return rows;
  }
  const keys = new Set([...Object.keys(stored), ...Object.keys(recomputed)]);
  return [...keys].flatMap((key) =>
    differences(valueAt(stored, key), valueAt(recomputed, key), path === '' ? key : `${path}.${key}`),
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

const isAbsent = ({ stored }: Difference): boolean => stored === undefined;

/** How many values there should be that are not stored. */
export const absentIn = ({ differences: all }: Comparison): number =>
  all.filter(isAbsent).reduce((sum, { recomputed }) => sum + leaves(recomputed), 0);

/** The same for files of an earlier version, which lack what was added since. */
export const withoutAbsent = (checked: Check): Check => ({
  ...checked,
  values: checked.values - absentIn(checked),
  differences: checked.differences.filter((each) => !isAbsent(each)),
});
