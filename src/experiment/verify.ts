import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../runs/manifest.js';
import { resolveExperiment } from '../config/experiment.js';
import { replay } from './replay.js';

/** A number that came out differently. */
export interface Difference {
  /** Where it stands in the manifest's numbers: `analysis.totals.revenue`. */
  readonly path: string;
  readonly stored: unknown;
  readonly recomputed: unknown;
}

/**
 * Plays a run's events again from its manifest and compares every number that they determine.
 *
 * @returns What differs; nothing when the manifest holds.
 */
export async function verifyNumbers({
  run_id: runId,
  experiment,
  numbers,
}: Manifest): Promise<readonly Difference[]> {
  const { name, ...raw } = experiment;
  const recomputed = await replay(runId, resolveExperiment(raw, name, 'manifest'));
  return differences(numbers, JSON.parse(JSON.stringify(recomputed)));
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
