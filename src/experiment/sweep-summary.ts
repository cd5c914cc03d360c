import { join } from 'node:path';
import { gridPoints, type GridPoint, variedAxes } from '../config/sweep.js';
import type { ProjectPaths } from '../config/paths.js';
import { type MedianInterval, medianInterval } from '../stats/median-interval.js';
import { writeSweepReport } from '../report/sweep-report.js';
import { bundledChromiumFolder } from '../report/write.js';
import type { Manifest } from '../runs/manifest.js';
import type { SweepRecord } from '../runs/sweep-record.js';
import { loadRun } from '../runs/store.js';
import { metricsOf } from '../runs/metrics.js';
import type { Pipeline } from './pipeline.js';
import { pipelineReport } from './pipeline-report.js';

/** What the repetitions of one point gave. */
interface PointSummary extends Pick<GridPoint, 'settings'> {
  /** By the names of {@link metricsOf}; null where no run measured one. */
  readonly figures: Readonly<Record<string, MedianInterval | null>>;
}

/** Medians over the repetitions, point by point. */
async function summarizeSweep(
  pipeline: Pipeline,
  paths: ProjectPaths,
  record: SweepRecord,
): Promise<readonly PointSummary[]> {
  const runs = await Promise.all(
    record.runs.map(async ({ point, run_id: runId }) => ({
      point,
      timings: metricsOf(pipeline.metrics, (await loadRun([pipeline], paths, runId)).record),
    })),
  );
  return gridPoints(pipeline.config, record.experiment, record.sweep).map(({ settings }, index) => {
    const own = runs.filter(({ point }) => point === index).map(({ timings }) => timings);
    return { settings, figures: figuresOf(own) };
  });
}

function figuresOf(timings: readonly Manifest['timings'][]): PointSummary['figures'] {
  const names = Object.keys(timings[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = timings.map((each) => each[name] ?? null).filter((value) => value !== null);
      return [name, medianInterval(values)];
    }),
  );
}

/** Draws and prints the comparison of a sweep. */
export async function reportSweep(
  pipeline: Pipeline,
  paths: ProjectPaths,
  record: SweepRecord,
  signal?: AbortSignal,
): Promise<{ readonly pdf: string; readonly html: string }> {
  const { sweep_id: sweepId, experiment, sweep, runs } = record;
  const { title, question, seed } = experiment;
  const input = {
    sweepId,
    title,
    question,
    seed,
    startedAt: record.started_at,
    titlePage: record.title_page,
    repetitions: sweep.repetitions,
    axes: variedAxes(pipeline.config.axes, sweep),
    points: await summarizeSweep(pipeline, paths, record),
    runIds: runs.map(({ run_id: runId }) => runId),
  };
  return writeSweepReport(pipelineReport(pipeline), input, join(paths.reports, sweepId), {
    bundledFolder: bundledChromiumFolder(),
    ...(signal && { signal }),
  });
}
