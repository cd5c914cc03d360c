import { closest, distance } from 'fastest-levenshtein';

/** This share of the letters may differ; a swap of two neighbours counts twice. */
const MAX_DIFFERENT_SHARE = 0.5;

/** ` Did you mean "quick"?` for the most similar of the known names; empty when none is similar. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const lower = name.toLowerCase();
  const nearest = closest(lower, known);
  const differing = distance(lower, nearest.toLowerCase());
  const allowed = Math.floor(lower.length * MAX_DIFFERENT_SHARE);
  return differing <= allowed ? ` Did you mean "${nearest}"?` : '';
}
