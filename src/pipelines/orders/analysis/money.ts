/** Whole cents, or a mean of them, as an amount with two decimals. */
export function fromCents(cents: number): number {
  return Math.round(cents) / 100;
}

/** The part of a whole, to six decimals; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e6) / 1e6;
}
