/** What a field may hold, as data: TypeScript and Spark check it, and the documentation words it. */
export type Allowed =
  /** One of these texts or whole numbers. */
  | { readonly kind: 'list'; readonly values: readonly (string | number)[] }
  /** A number from `min` to `max`, both included. */
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
  /**
   * A text that a regular expression matches as a whole. It must mean the same in JavaScript and in Java, so it is made of
   * literals, groups, character classes and counts alone.
   */
  | {
      readonly kind: 'format';
      readonly pattern: string;
      readonly describes: string;
      /** The text begins with YYYY-MM-DD, and that day must exist. */
      readonly day?: true;
    }
  /** Any value of the field's type: a rule over several fields decides. */
  | { readonly kind: 'any' };

/** Whether a day of the form YYYY-MM-DD is in the calendar: 2024-02-30 is not. */
function dayExists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const DAY_LENGTH = 'YYYY-MM-DD'.length;

const compiled = new Map<string, RegExp>();

function wholeMatch(pattern: string): RegExp {
  const expression = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  compiled.set(pattern, expression);
  return expression;
}

/** Whether a value of the field's type is allowed. */
export function isAllowed(allowed: Allowed, value: string | number | boolean): boolean {
  switch (allowed.kind) {
    case 'list':
      return allowed.values.some((listed) => listed === value);
    case 'range':
      return typeof value === 'number' && value >= allowed.min && value <= allowed.max;
    case 'format':
      return (
        typeof value === 'string' &&
        wholeMatch(allowed.pattern).test(value) &&
        (allowed.day === undefined || dayExists(value.slice(0, DAY_LENGTH)))
      );
    case 'any':
      return true;
  }
}

/** {@link dayExists} in Spark SQL, of a text column that begins with a day. */
export function dayExistsSql(column: string): string {
  const day = `substr(${column}, 1, ${DAY_LENGTH})`;
  return `${day} <=> CAST(try_cast(${day} AS DATE) AS STRING)`;
}

export const hasDay = (allowed: Allowed): boolean => allowed.kind === 'format' && allowed.day === true;

/** What a text field allows, but for days that do not exist, as a regular expression. */
export function allowedPattern(allowed: Allowed): string {
  if (allowed.kind === 'format') return allowed.pattern;
  if (allowed.kind === 'list') return allowed.values.join('|');
  throw new Error(`a text field cannot allow ${allowed.kind}`);
}

/** {@link isAllowed} as a Spark SQL condition on a column of the field's type; never false for null. */
export function allowedSql(allowed: Allowed, column: string): string {
  switch (allowed.kind) {
    case 'list':
      return `${column} IN (${allowed.values.map((value) => (typeof value === 'string' ? `'${value}'` : value)).join(', ')})`;
    case 'range':
      return `${column} BETWEEN ${allowed.min} AND ${allowed.max}`;
    case 'format': {
      // In Java, `$` also matches before a newline at the end.
      const matches = `${column} RLIKE r'\\A(?:${allowed.pattern})\\z'`;
      return hasDay(allowed) ? `(${matches} AND ${dayExistsSql(column)})` : matches;
    }
    case 'any':
      return 'true';
  }
}
