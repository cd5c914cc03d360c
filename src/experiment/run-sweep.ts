import { isDeepStrictEqual } from 'node:util';
import { type Axis, axisText } from '../config/axes.js';
import type { BaseExperiment } from '../config/experiment.js';
import { gridPoints, type GridPoint, listedAxes, type Sweep } from '../config/sweep.js';
import type { Settings } from '../config/settings.js';
import type { TitlePage } from '../config/title-page.js';
import type { Reporter } from '../core/reporter.js';
import { listSweeps, type SweepRecord, saveSweep, withStoredRuns } from '../runs/sweep-record.js';
import { newRunId } from '../runs/store.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
import type { Pipeline } from './pipeline.js';
import { makeRun } from './start-run.js';

export interface SweepOptions {
  readonly pipeline: Pipeline;
  readonly experiment: BaseExperiment;
  readonly sweep: Sweep;
  /** Begins again although an earlier one of the same definition is unfinished. */
  readonly fresh?: boolean;
  readonly titlePage?: TitlePage | undefined;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  readonly keepTopic?: boolean | undefined;
}

interface Place {
  readonly point: number;
  readonly repetition: number;
}

/** The newest unfinished sweep of the same definition, or a new one. */
async function findOrBegin({
  pipeline,
  experiment,
  sweep,
  settings,
  reporter,
  fresh,
  titlePage,
}: SweepOptions): Promise<SweepRecord> {
  const same = (await listSweeps(settings.paths)).findLast(
    (record) =>
      record.finished_at === undefined &&
      isDeepStrictEqual(record.experiment, experiment) &&
      isDeepStrictEqual(record.sweep, sweep),
  );
  if (same !== undefined && fresh !== true) {
    const stored = await withStoredRuns(settings.paths, same);
    const gone = same.runs.length - stored.runs.length;
    const again = gone === 0 ? '' : ` and ${gone} that were removed are made again`;
    reporter.line(
      `going on with ${same.sweep_id}, of which ${stored.runs.length} runs are there${again} (--fresh begins again)`,
    );
    return { ...stored, ...(titlePage && { title_page: titlePage }) };
  }
  const now = new Date();
  return {
    format: 'streambook-sweep',
    version: 2,
    sweep_id: newRunId(experiment.name, now),
    pipeline: pipeline.name,
    experiment: { ...experiment },
    sweep: { ...sweep },
    ...(titlePage && { title_page: titlePage }),
    started_at: now.toISOString(),
    runs: [],
  };
}

/** Repetition by repetition and not point by point, so that what changes on the machine over time meets all points alike. */
function placesLeft(record: SweepRecord, points: number): readonly Place[] {
  return Array.from({ length: record.sweep.repetitions }, (_, index) => index + 1)
    .flatMap((repetition) => Array.from({ length: points }, (_, point) => ({ point, repetition })))
    .filter(
      (place) => !record.runs.some((run) => run.point === place.point && run.repetition === place.repetition),
    );
}

/** `Events 220 events/s, Partitions 6`: the axes asked for. */
const pointText = ({ settings }: Pick<GridPoint, 'settings'>, axes: readonly Axis<never>[]): string =>
  axes.map((axis) => `${axis.label} ${axisText(axis, settings[axis.id] ?? NaN)}`).join(', ');

/** `, about 3 min to go`, by the runs so far; nothing before the first. */
export function timeToGo(record: Pick<SweepRecord, 'runs'>, left: number): string {
  if (record.runs.length === 0) return '';
  const meanMs = record.runs.reduce((sum, run) => sum + run.duration_ms, 0) / record.runs.length;
  const seconds = Math.ceil((meanMs * left) / 1000);
  return `, about ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} to go`;
}

/**
 * Runs every point of a sweep as often as it says, over services that stay up. What an interrupted one has done is
 * kept; the same call goes on from there.
 *
 * @returns The record with all its runs.
 * @throws what made a run fail, or what its pipeline finds wrong with it; the runs before it are kept.
 */
export async function runSweep(options: SweepOptions): Promise<SweepRecord> {
  const { pipeline, experiment, sweep, settings, reporter, signal, keepTopic } = options;
  const points = gridPoints(pipeline.config, experiment, sweep);
  let record = await findOrBegin(options);
  await saveSweep(settings.paths, record);
  const left = placesLeft(record, points.length);
  const axes = listedAxes(pipeline.config.axes, sweep);

  const services = await startServices({
    settings,
    reporter,
    signal,
    needs: pipeline.needs,
  });
  try {
    for (const [done, place] of left.entries()) {
      const point = points[place.point] as GridPoint;
      const togo = timeToGo(record, left.length - done);
      reporter.line(
        `== run ${record.runs.length + 1} of ${points.length * sweep.repetitions}: ${pointText(point, axes)}, repetition ${place.repetition}${togo}`,
      );
      const beganMs = performance.now();
      const made = await makeRun(
        pipeline,
        point.experiment,
        { settings, reporter, signal, keepTopic },
        { name: `${point.experiment.name}-r${place.repetition}`, titlePage: record.title_page },
      );
      const entry = { ...place, run_id: made.run_id, duration_ms: Math.round(performance.now() - beganMs) };
      record = { ...record, runs: [...record.runs, entry] };
      await saveSweep(settings.paths, record);
    }
  } finally {
    await stopServices({ settings, reporter }, services.stopAfterUse);
  }
  record = { ...record, finished_at: new Date().toISOString() };
  await saveSweep(settings.paths, record);
  return record;
}
