import { type Experiment, plannedEvents } from '../config/experiment.js';
import type { RunRecord } from '../runs/record.js';
import { isGoingOn } from '../runs/store.js';
import { columns } from '../core/columns.js';

/** A stored run as far as its files can be read. */
export interface ListedRun {
  readonly runId: string;
  readonly record: RunRecord | undefined;
  readonly experiment: Experiment | undefined;
}

/** Which runs are listed; a filter that is absent lets all through. */
export interface RunFilters {
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
  const { experiment, status, seed, last } = filters;
  const found = runs.filter(
    (run) =>
      (experiment === undefined || run.record?.experiment === experiment) &&
      (status === undefined || statusOf(run) === status) &&
      (seed === undefined || run.record?.seed === seed),
  );
  return last === undefined ? found : found.slice(-last);
}

const TITLES = [
  ...['run', 'started (UTC)', 'status', 'events/s', 'seconds', 'seed', 'p95 to file', 'ledger', 'title'],
];
const ALIGN = [...(['left', 'left', 'left', 'right', 'right', 'right', 'right', 'left', 'left'] as const)];

/** The mean over the run: a load need not be constant. */
function rateOf(experiment: Experiment): string {
  if (experiment.backlog) return 'backlog';
  const { valid, invalid } = plannedEvents(experiment);
  return String(Math.round(((valid + invalid) / experiment.durationSeconds) * 100) / 100);
}

function row(run: ListedRun): readonly string[] {
  const { runId, record, experiment } = run;
  const p95 = record?.stream?.commit_ms.p95;
  return [
    runId,
    record?.started_at.slice(0, 16).replace('T', ' ') ?? '',
    statusOf(run),
    experiment ? rateOf(experiment) : '',
    experiment ? String(experiment.durationSeconds) : '',
    String(record?.seed ?? ''),
    typeof p95 === 'number' ? `${Math.round(p95)} ms` : '',
    record?.ledger ? (record.ledger.balanced ? 'reconciled' : 'NOT RECONCILED') : '',
    experiment?.title ?? '',
  ];
}

/** One line a run, the oldest first. */
export function runsTable(runs: readonly ListedRun[], filters: RunFilters = {}): string {
  if (runs.length === 0) return 'no runs yet; make one with: npm run report';
  const found = filterRuns(runs, filters);
  if (found.length === 0) return `none of the ${runs.length} runs passes the filters`;
  return columns([TITLES, ...found.map(row)], ALIGN);
}
