import type { BaseExperiment } from '../config/experiment.js';
import type { Pipeline } from '../experiment/pipeline.js';
import type { RunRecord } from '../runs/record.js';
import { isGoingOn } from '../runs/store.js';
import { columns } from '../core/columns.js';

/** A stored run as far as its files can be read. */
export interface ListedRun {
  readonly runId: string;
  readonly record: RunRecord | undefined;
  readonly pipeline: Pipeline | undefined;
  readonly experiment: BaseExperiment | undefined;
}

/** Which runs are listed; a filter that is absent lets all through. */
export interface RunFilters {
  readonly pipeline?: string;
  readonly experiment?: string;
  readonly status?: RunStatus;
  readonly seed?: number;
  /** The newest so many of those that the other filters let through. */
  readonly last?: number;
}

export const RUN_STATUSES = ['running', 'done', 'failed', 'interrupted', 'killed', 'unreadable'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** A run whose process is gone while its record says running was killed. */
function statusOf({ record }: ListedRun): RunStatus {
  if (record === undefined) return 'unreadable';
  return record.status === 'running' && !isGoingOn(record) ? 'killed' : record.status;
}

export function filterRuns(runs: readonly ListedRun[], filters: RunFilters): readonly ListedRun[] {
  const { pipeline, experiment, status, seed, last } = filters;
  const found = runs.filter(
    (run) =>
      (pipeline === undefined || run.pipeline?.name === pipeline) &&
      (experiment === undefined || run.record?.experiment === experiment) &&
      (status === undefined || statusOf(run) === status) &&
      (seed === undefined || run.record?.seed === seed),
  );
  return last === undefined ? found : found.slice(-last);
}

/** The runs of one pipeline, with its own columns between those that all runs have. */
function tableOf(runs: readonly ListedRun[], pipeline: Pipeline | undefined): string {
  const own = pipeline?.runColumns ?? [];
  const head = ['run', 'started (UTC)', 'status', 'seed', ...own.map((each) => each.head), 'title'];
  const rows = runs.map((run) => [
    run.runId,
    run.record?.started_at.slice(0, 16).replace('T', ' ') ?? '',
    statusOf(run),
    String(run.record?.seed ?? ''),
    ...own.map((each) => each.of(run)),
    run.experiment?.title ?? '',
  ]);
  return columns(
    [head, ...rows],
    ['left', 'left', 'left', 'right', ...own.map(({ align }) => align), 'left'],
  );
}

/** One line a run, the oldest first; a table for each pipeline, and one for runs that cannot be read. */
export function runsTable(
  pipelines: readonly Pipeline[],
  runs: readonly ListedRun[],
  filters: RunFilters = {},
): string {
  if (runs.length === 0) return 'no runs yet; make one with: npm run report';
  const found = filterRuns(runs, filters);
  if (found.length === 0)
    return `no run passes the filters; there ${runs.length === 1 ? 'is 1' : `are ${runs.length}`}`;
  return [...pipelines, undefined]
    .map((pipeline) => ({ pipeline, own: found.filter((run) => run.pipeline === pipeline) }))
    .filter(({ own }) => own.length > 0)
    .map(({ pipeline, own }, _, tables) => {
      const table = tableOf(own, pipeline);
      return tables.length === 1 ? table : `${pipeline?.name ?? 'unreadable'}\n${table}`;
    })
    .join('\n\n');
}
