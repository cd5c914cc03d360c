import { join } from 'node:path';
import { matrixCells, type MatrixCell, variedAxes } from '../config/matrix.js';
import type { ProjectPaths } from '../config/paths.js';
import { type MedianInterval, medianInterval } from '../stats/median-interval.js';
import { ORDERS_REPORT } from '../pipelines/orders/report/index.js';
import { writeMatrixReport } from '../report/matrix-report.js';
import { bundledChromiumFolder } from '../report/write.js';
import type { Manifest } from '../runs/manifest.js';
import type { MatrixRecord } from '../runs/matrix-record.js';
import { loadRun } from '../runs/store.js';
import { metricsOf } from '../runs/metrics.js';

/** What the repetitions of one cell gave. */
interface CellSummary extends Pick<MatrixCell, 'settings'> {
  /** By the names of {@link metricsOf}; null where no run measured one. */
  readonly figures: Readonly<Record<string, MedianInterval | null>>;
}

/** Medians over the repetitions, cell by cell. */
async function summarizeMatrix(paths: ProjectPaths, record: MatrixRecord): Promise<readonly CellSummary[]> {
  const runs = await Promise.all(
    record.runs.map(async ({ cell, run_id: runId }) => ({
      cell,
      timings: metricsOf((await loadRun(paths, runId)).record),
    })),
  );
  return matrixCells(record.experiment, record.matrix).map(({ settings }, index) => {
    const own = runs.filter(({ cell }) => cell === index).map(({ timings }) => timings);
    return { settings, figures: figuresOf(own) };
  });
}

function figuresOf(timings: readonly Manifest['timings'][]): CellSummary['figures'] {
  const names = Object.keys(timings[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = timings.map((each) => each[name] ?? null).filter((value) => value !== null);
      return [name, medianInterval(values)];
    }),
  );
}

/** Draws and prints the comparison of a matrix. */
export async function reportMatrix(
  paths: ProjectPaths,
  record: MatrixRecord,
  signal?: AbortSignal,
): Promise<{ readonly pdf: string; readonly html: string }> {
  const { matrix_id: matrixId, experiment, matrix, runs } = record;
  const { title, question, seed } = experiment;
  const input = {
    ...{ matrixId, title, question, seed, startedAt: record.started_at, titlePage: record.title_page },
    repetitions: matrix.repetitions,
    axes: variedAxes(matrix),
    cells: await summarizeMatrix(paths, record),
    runIds: runs.map(({ run_id: runId }) => runId),
  };
  return writeMatrixReport(ORDERS_REPORT, input, join(paths.reports, matrixId), {
    bundledFolder: bundledChromiumFolder(),
    ...(signal && { signal }),
  });
}
