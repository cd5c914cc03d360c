/** How the report writes numbers: British style, units joined to their number by a space that does not break. */
const LOCALE = 'en-GB';
const NBSP = '\u00a0';
/** What stands where nothing was measured. */
export const NOTHING = '–';

const decimals = (digits: number) =>
  new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const [WHOLE, ONE_DECIMAL, TWO_DECIMALS] = [decimals(0), decimals(1), decimals(2)];
const PERCENT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const FINE_PERCENT = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});
const WHOLE_PERCENT = new Intl.NumberFormat(LOCALE, { style: 'percent' });
const EXACT = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 6 });
const DATE = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short', timeZone: 'UTC' });
const LIST = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

/** 6600 -> "6,600". */
export const count = (value: number): string => WHOLE.format(value);

/** 219.34 -> "219.3". */
export const oneDecimal = (value: number): string => ONE_DECIMAL.format(value);

/** 4.096 -> "4.10". */
export const twoDecimals = (value: number): string => TWO_DECIMALS.format(value);

/** With so many decimal places: 4.0963 and 1 -> "4.1". */
export const fixed = (value: number, digits: number): string => decimals(digits).format(value);

/** A setting as it was given: 0.5 -> "0.5". */
export const exact = (value: number): string => EXACT.format(value);

/** 1 and "event" -> "1 event"; 6600 -> "6,600 events". */
export const counted = (value: number, noun: string, plural = `${noun}s`): string =>
  `${count(value)}${NBSP}${value === 1 ? noun : plural}`;

/** Milliseconds for a sentence: "4.3 ms", "219 ms", and from ten seconds on "12.4 s". */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return NOTHING;
  if (milliseconds >= 10_000) return `${ONE_DECIMAL.format(milliseconds / 1000)}${NBSP}s`;
  return `${(milliseconds < 10 ? ONE_DECIMAL : WHOLE).format(milliseconds)}${NBSP}ms`;
}

/** How long a run or a part of it took: "320 ms", and from a second on "7.5 s". */
export const timeTaken = (elapsedMs: number): string =>
  elapsedMs < 1000 ? duration(elapsedMs) : `${ONE_DECIMAL.format(elapsedMs / 1000)}${NBSP}s`;

/** Milliseconds for a column, whose head names the unit: "219.3". */
export const milliseconds = (value: number | null): string => (value === null ? NOTHING : oneDecimal(value));

export const seconds = (value: number): string => `${exact(value)}${NBSP}s`;

/** A measured rate, with as many decimals in the text as on the title page and the console: "219.9". */
export const rate = (perSecond: number): string => ONE_DECIMAL.format(perSecond);

/** An amount for a column, whose head names the currency: "12,345.67". */
export const money = (value: number): string => TWO_DECIMALS.format(value);

/** How amounts of a currency stand in a sentence, by its code: "PLN 12,345.67". */
export function priceIn(currency: string): (value: number) => string {
  const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, currencyDisplay: 'code' });
  return (value) => format.format(value);
}

/** Beyond this a tenth of a percent would be rounded to nothing or to all. */
const NEARLY = 0.0005;

/** 0.621 -> "62.1%"; 0.99994 -> "99.994%", as it is not all. */
export const share = (value: number): string => {
  const isNearly = (value > 0 && value < NEARLY) || (value > 1 - NEARLY && value < 1);
  return (isNearly ? FINE_PERCENT : PERCENT).format(value);
};

/** A difference of two shares in percentage points: 0.0312 -> "3.1". */
export const points = (value: number): string => ONE_DECIMAL.format(value * 100);

/** 0.8 -> "80%": for shares that were set, not measured. */
export const wholeShare = (value: number): string => WHOLE_PERCENT.format(value);

/** The share of a part in a whole, of nothing when the whole is zero. */
export const shareOf = (part: number, whole: number): string => (whole === 0 ? NOTHING : share(part / whole));

/** An ISO date -> "31 January 2026". */
export const date = (iso: string): string => DATE.format(new Date(iso));

/** An ISO time -> "31 January 2026, 10:58 UTC". */
export const dateTime = (iso: string): string => `${date(iso)}, ${TIME.format(new Date(iso))}${NBSP}UTC`;

/** 17 -> "17:00". */
export const hour = (value: number): string => `${String(value).padStart(2, '0')}:00`;

/** An interval in the unit of its ends: "95% interval 1.9 to 2.8". */
export const between = (
  { low, high }: { readonly low: number; readonly high: number },
  write: (value: number) => string,
): string => `95%${NBSP}interval ${write(low)} to ${write(high)}`.replaceAll('-', '−');

/** "a, b and c". */
export const list = (items: readonly string[]): string => LIST.format(items);
