import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { experimentSchema } from '../config/experiment.js';
import { matrixSchema } from '../config/matrix.js';
import type { ProjectPaths } from '../config/paths.js';
import { titlePageSchema } from '../config/title-page.js';
import { hasCode, StreambookError } from '../core/errors.js';
import { readTextIfThere, writeJson } from '../core/files.js';
import { listRunIds } from './store.js';

/** `matrix.json`: the runs of a matrix, as far as they have been made. */
export const matrixRecordSchema = z.strictObject({
  format: z.literal('streambook-matrix'),
  version: z.literal(1),
  matrix_id: z.string(),
  experiment: experimentSchema.extend({ name: z.string() }),
  matrix: matrixSchema,
  title_page: titlePageSchema.optional(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().optional(),
  runs: z
    .array(
      z.strictObject({
        cell: z.int().min(0).describe('Number of the combination, counted from 0'),
        repetition: z.int().min(1),
        run_id: z.string(),
        duration_ms: z.number().min(0),
      }),
    )
    .describe('Runs that came to their end; those that were cut off are made again'),
});
export type MatrixRecord = z.infer<typeof matrixRecordSchema>;

const fileOf = (paths: ProjectPaths, matrixId: string) => join(paths.matrices, matrixId, 'matrix.json');

export async function saveMatrix(paths: ProjectPaths, record: MatrixRecord): Promise<void> {
  await mkdir(join(paths.matrices, record.matrix_id), { recursive: true });
  await writeJson(fileOf(paths, record.matrix_id), record);
}

/** @throws StreambookError BAD_RUN when the record cannot be read */
async function loadMatrix(paths: ProjectPaths, matrixId: string): Promise<MatrixRecord> {
  const file = fileOf(paths, matrixId);
  const parsed = matrixRecordSchema.safeParse(JSON.parse((await readTextIfThere(file)) ?? 'null'));
  if (parsed.success) return parsed.data;
  throw new StreambookError('BAD_RUN', `${file} cannot be read: ${parsed.error.issues[0]?.message ?? ''}`);
}

/** All matrices, the oldest first. */
export async function listMatrices(paths: ProjectPaths): Promise<readonly MatrixRecord[]> {
  try {
    const ids = (await readdir(paths.matrices)).sort();
    return await Promise.all(ids.map((id) => loadMatrix(paths, id)));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** The matrix as far as its runs are still stored: those that were removed meanwhile are to be made again. */
export async function withStoredRuns(paths: ProjectPaths, record: MatrixRecord): Promise<MatrixRecord> {
  const stored = new Set(await listRunIds(paths));
  return { ...record, runs: record.runs.filter(({ run_id: runId }) => stored.has(runId)) };
}
