const WIDTHS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
const MOST_BINS = 120;

/** Width in seconds of the bins into which so long a time is cut, so that a chart can show each. */
export function binWidthSeconds(spanSeconds: number): number {
  return WIDTHS_S.find((width) => spanSeconds / width <= MOST_BINS) ?? Math.ceil(spanSeconds / MOST_BINS);
}

/** Entries by the start of the bin that they fall into, in the order of time. */
export function inBins<T extends { readonly second: number }>(
  entries: readonly T[],
  widthSeconds: number,
): readonly { readonly start: number; readonly entries: readonly T[] }[] {
  const bins = new Map<number, T[]>();
  for (const entry of entries) {
    const start = Math.floor(entry.second / widthSeconds) * widthSeconds;
    const bin = bins.get(start);
    if (bin === undefined) bins.set(start, [entry]);
    else bin.push(entry);
  }
  return [...bins].map(([start, inside]) => ({ start, entries: inside })).sort((a, b) => a.start - b.start);
}
