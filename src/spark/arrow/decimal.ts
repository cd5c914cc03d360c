const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?$|^([+-]?)\.(\d+)$/;
const EXPONENT = /^([+-]?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/;

/**
 * The whole number that DECIMAL(precision, scale) holds for a value: 1.5 is 150 at scale 2. Digits below the scale are
 * rounded half up, as Spark's casts do it.
 *
 * @param value Decimal text as `collect()` gives it, a number or a bigint.
 * @returns undefined for anything else, and for what has more digits than the precision.
 */
export function unscaledDecimal(value: unknown, precision: number, scale: number): bigint | undefined {
  const digits = digitsOf(value);
  if (digits === undefined) return undefined;
  const { negative, whole, fraction } = digits;
  const kept = BigInt(`${whole}${fraction.slice(0, scale).padEnd(scale, '0')}` || '0');
  const rounded = (fraction[scale] ?? '0') >= '5' ? kept + 1n : kept;
  if (rounded >= 10n ** BigInt(precision)) return undefined;
  return negative ? -rounded : rounded;
}

interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function digitsOf(value: unknown): Digits | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const text = String(value);
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, sign = '', whole = '', fraction = '', bareSign = '', bareFraction = ''] = plain;
    return { negative: `${sign}${bareSign}` === '-', whole, fraction: `${fraction}${bareFraction}` };
  }
  // JavaScript writes large and small numbers so.
  const [, sign, whole, fraction = '', exponent] = EXPONENT.exec(text) ?? [];
  if (typeof value !== 'number' || whole === undefined) return undefined;
  const all = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  return {
    negative: sign === '-',
    whole: point <= 0 ? '0' : all.slice(0, point).padEnd(point, '0'),
    fraction: point <= 0 ? `${'0'.repeat(-point)}${all}` : all.slice(point),
  };
}
