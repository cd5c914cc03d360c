import type { Difference } from '../experiment/verify/check.js';
import type { Manifest } from '../runs/manifest.js';

const MOST_TOLD = 5;

/** The first differences in words, and how many more there are. */
export function differenceLines(found: readonly Difference[]): readonly string[] {
  const told = found
    .slice(0, MOST_TOLD)
    .map(({ path, stored, recomputed }) => `${path} is ${shown(stored)}, should be ${shown(recomputed)}`);
  return found.length > MOST_TOLD ? [...told, `and ${found.length - MOST_TOLD} more`] : told;
}

const shown = (value: unknown): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const figure = (value: number | null) => (value === null ? '–' : value.toFixed(1));

/** Two runs' timings side by side, with the second as a multiple of the first. */
export function timingsTable(
  firstName: string,
  first: Manifest['timings'],
  secondName: string,
  second: Manifest['timings'],
): string {
  const rows = Object.keys(first).map((name) => {
    const [one, other] = [first[name] ?? null, second[name] ?? null];
    const ratio = one === null || other === null || one === 0 ? '–' : `${(other / one).toFixed(2)} x`;
    return [name, figure(one), figure(other), ratio];
  });
  const table = [['', firstName, secondName, 'ratio'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
