import { isDeepStrictEqual } from 'node:util';
import type { Experiment } from '../config/experiment.js';
import { axisText } from '../config/axes.js';
import { type Axis, listedAxes, type Matrix, matrixCells, type MatrixCell } from '../config/matrix.js';
import type { Settings } from '../config/settings.js';
import type { TitlePage } from '../config/title-page.js';
import type { Reporter } from '../core/reporter.js';
import { listMatrices, type MatrixRecord, saveMatrix, withStoredRuns } from '../runs/matrix-record.js';
import { createRun, newRunId } from '../runs/store.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
import { runExperiment } from './run-experiment.js';
import { notReconciled } from './not-reconciled.js';

export interface MatrixOptions {
  readonly experiment: Experiment;
  readonly matrix: Matrix;
  /** Begins anew although an earlier one of the same definition is unfinished. */
  readonly fresh?: boolean;
  readonly titlePage?: TitlePage | undefined;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly keepTopic?: boolean | undefined;
}

interface Place {
  readonly cell: number;
  readonly repetition: number;
}

/** The newest unfinished matrix of the same definition, or a new one. */
async function findOrBegin({
  experiment,
  matrix,
  settings,
  reporter,
  fresh,
  titlePage,
}: MatrixOptions): Promise<MatrixRecord> {
  const same = (await listMatrices(settings.paths)).findLast(
    (record) =>
      record.finished_at === undefined &&
      isDeepStrictEqual(record.experiment, experiment) &&
      isDeepStrictEqual(record.matrix, matrix),
  );
  if (same !== undefined && fresh !== true) {
    const stored = await withStoredRuns(settings.paths, same);
    const gone = same.runs.length - stored.runs.length;
    const again = gone === 0 ? '' : ` and ${gone} that were removed are made again`;
    reporter.line(
      `going on with ${same.matrix_id}, of which ${stored.runs.length} runs are there${again} (--fresh begins anew)`,
    );
    return { ...stored, ...(titlePage && { title_page: titlePage }) };
  }
  const now = new Date();
  return {
    format: 'streambook-matrix',
    version: 1,
    matrix_id: newRunId(experiment.name, now),
    ...{ experiment, matrix },
    ...(titlePage && { title_page: titlePage }),
    started_at: now.toISOString(),
    runs: [],
  };
}

/** Repetition by repetition and not cell by cell, so that what changes on the machine over time meets all cells alike. */
function placesLeft(record: MatrixRecord, cells: number): readonly Place[] {
  return Array.from({ length: record.matrix.repetitions }, (_, index) => index + 1)
    .flatMap((repetition) => Array.from({ length: cells }, (_, cell) => ({ cell, repetition })))
    .filter(
      (place) => !record.runs.some((run) => run.cell === place.cell && run.repetition === place.repetition),
    );
}

/** `Events 220 events/s, Partitions 6`: the axes asked for. */
const cellText = ({ settings }: Pick<MatrixCell, 'settings'>, axes: readonly Axis[]): string =>
  axes.map((axis) => `${axis.label} ${axisText(axis, settings[axis.id] ?? NaN)}`).join(', ');

function timeToGo(record: MatrixRecord, left: number): string {
  if (record.runs.length === 0) return '';
  const meanMs = record.runs.reduce((sum, run) => sum + run.duration_ms, 0) / record.runs.length;
  const minutes = Math.ceil((meanMs * left) / 60_000);
  return `, about ${minutes} min to go`;
}

/**
 * Runs every cell of a matrix as often as it says, over services that stay up. What an interrupted one has done is
 * kept; the same call goes on from there.
 *
 * @returns The record with all its runs.
 * @throws what made a run fail, or its ledger is not reconciled; the runs before it are kept.
 */
export async function runMatrix(options: MatrixOptions): Promise<MatrixRecord> {
  const { experiment, matrix, settings, reporter, signal, keepTopic } = options;
  const cells = matrixCells(experiment, matrix);
  let record = await findOrBegin(options);
  await saveMatrix(settings.paths, record);
  const left = placesLeft(record, cells.length);
  const axes = listedAxes(matrix);

  const services = await startServices({ settings, reporter, signal });
  try {
    for (const [done, place] of left.entries()) {
      const cell = cells[place.cell] as MatrixCell;
      const togo = timeToGo(record, left.length - done);
      reporter.line(
        `== run ${record.runs.length + 1} of ${cells.length * matrix.repetitions}: ${cellText(cell, axes)}, repetition ${place.repetition}${togo}`,
      );
      const beganMs = performance.now();
      const name = `${cell.experiment.name}-r${place.repetition}`;
      const { runId, run } = await createRun(settings.paths, name);
      const made = await runExperiment({
        experiment: cell.experiment,
        runId,
        run,
        titlePage: record.title_page,
        settings,
        reporter,
        signal,
        keepTopic,
      });
      const failure = notReconciled(made);
      if (failure !== undefined) throw failure;
      const entry = { ...place, run_id: runId, duration_ms: Math.round(performance.now() - beganMs) };
      record = { ...record, runs: [...record.runs, entry] };
      await saveMatrix(settings.paths, record);
    }
  } finally {
    await stopServices({ settings, reporter }, services.stopAfterUse);
  }
  record = { ...record, finished_at: new Date().toISOString() };
  await saveMatrix(settings.paths, record);
  return record;
}
