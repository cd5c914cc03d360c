import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sweepSchema } from '../config/sweep.js';
import type { ProjectPaths } from '../config/paths.js';
import { titlePageSchema } from '../config/title-page.js';
import { hasCode } from '../core/errors.js';
import { readTextIfThere, writeJson } from '../core/files.js';
import { readJson } from './read-files.js';
import { listRunIds } from './store.js';

/** `sweep.json`: the runs of a sweep, as far as they have been made. */
export const sweepRecordSchema = z.strictObject({
  format: z.literal('streambook-sweep'),
  version: z.literal(2),
  sweep_id: z.string(),
  pipeline: z.string(),
  experiment: z
    .looseObject({ name: z.string(), title: z.string(), question: z.string(), seed: z.int() })
    .describe('Every setting, defaults filled in'),
  sweep: sweepSchema.describe('The values of each axis that is varied'),
  title_page: titlePageSchema.optional(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().optional(),
  runs: z
    .array(
      z.strictObject({
        point: z.int().min(0).describe('Number of the combination, counted from 0'),
        repetition: z.int().min(1),
        run_id: z.string(),
        duration_ms: z.number().min(0),
      }),
    )
    .describe('Runs that came to their end; those that were cut off are made again'),
});
export type SweepRecord = z.infer<typeof sweepRecordSchema>;

const fileOf = (paths: ProjectPaths, sweepId: string) => join(paths.sweeps, sweepId, 'sweep.json');

export async function saveSweep(paths: ProjectPaths, record: SweepRecord): Promise<void> {
  await mkdir(join(paths.sweeps, record.sweep_id), { recursive: true });
  await writeJson(fileOf(paths, record.sweep_id), record);
}

/** @throws StreambookError BAD_RUN when the record cannot be read */
async function loadSweep(paths: ProjectPaths, sweepId: string): Promise<SweepRecord> {
  const file = fileOf(paths, sweepId);
  return readJson((await readTextIfThere(file)) ?? 'null', file, (raw) => sweepRecordSchema.parse(raw));
}

/** All sweeps, the oldest first. */
export async function listSweeps(paths: ProjectPaths): Promise<readonly SweepRecord[]> {
  try {
    const ids = (await readdir(paths.sweeps)).sort();
    return await Promise.all(ids.map((id) => loadSweep(paths, id)));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The sweep as far as its runs are still stored: those that were removed meanwhile are to be made again. */
export async function withStoredRuns(paths: ProjectPaths, record: SweepRecord): Promise<SweepRecord> {
  const stored = new Set(await listRunIds(paths));
  return { ...record, runs: record.runs.filter(({ run_id: runId }) => stored.has(runId)) };
}
