import { ownIdentity } from '../../setup/process-identity.mjs';
import { PIPELINES } from '../../src/pipelines/index.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { describe, expect, it } from 'vitest';
import { filterRuns, type ListedRun, runsTable } from '../../src/cli/runs-table.js';
import { ordersExperiment } from '../../src/pipelines/orders/config.js';
import type { RunRecord } from '../../src/runs/record.js';

const experiment = (name: string, title: string) => ordersExperiment({ title, question: 'Q?' }, name, 'test');

/** No process has this id: the largest that Linux gives is 4,194,304. */
const GONE_PID = 4_200_000;

function run(runId: string, changes: Partial<RunRecord>, title = 'A title'): ListedRun {
  const record: RunRecord = {
    format: 'streambook-run',
    version: 2,
    pipeline: 'words',
    run_id: runId,
    experiment: 'quick',
    status: 'done',
    seed: 42,
    started_at: '2026-01-31T09:30:00.000Z',
    process: { pid: GONE_PID },
    sections: {},
    phases: [],
    ...changes,
  };
  return { runId, record, pipeline: orders, experiment: experiment(record.experiment, title) };
}

const RUNS = [
  run('20260131-093000-quick', {}, 'First'),
  run('20260131-094000-course', { experiment: 'course', seed: 7, status: 'failed' }, 'Second'),
  run('20260131-095000-quick', { status: 'running' }, 'Third'),
  { runId: '20260131-100000-quick', record: undefined, pipeline: undefined, experiment: undefined },
];

const ids = (runs: readonly ListedRun[]) => runs.map(({ runId }) => runId.slice(9, 15));

describe('the table of runs', () => {
  it('shows date, rate, duration and title of each run', () => {
    const [titles, first, ...others] = runsTable(PIPELINES, RUNS.slice(0, 3)).split('\n');
    expect(titles).toMatch(
      /^run\s+started \(UTC\)\s+status\s+seed\s+events\/s\s+seconds\s+p95 to file\s+ledger\s+title$/,
    );
    expect(first).toMatch(/^20260131-093000-quick\s+2026-01-31 09:30\s+done\s+42\s+220\s+30\s+First$/);
    expect(others).toHaveLength(2);
  });

  it('tells a run whose process is gone, and one whose record cannot be read', () => {
    const lines = runsTable(PIPELINES, RUNS).split('\n');
    expect(lines[4]).toContain('killed');
    expect(lines.at(-1)).toMatch(/^20260131-100000-quick\s+unreadable$/);
  });
  it('does not take a process of an earlier boot, or a later one with its id, for the one that makes the run', () => {
    const { boot, namespace } = ownIdentity();
    const own = { pid: process.pid, status: 'running' } as const;
    const statusOf = (identity: { start: string; boot: string; namespace: string }) =>
      filterRuns([run('20260131-093000-quick', { ...own, process: { pid: process.pid, ...identity } })], {
        status: 'running',
      }).length;
    expect(statusOf({ start: ownIdentity().start, boot, namespace })).toBe(1);
    expect(statusOf({ start: ownIdentity().start, boot: 'another', namespace })).toBe(0);
    expect(statusOf({ start: '1', boot, namespace })).toBe(0);
  });
  it('says when there are none, and when none passes the filters', () => {
    expect(runsTable(PIPELINES, [])).toContain('npm run report');
    expect(runsTable(PIPELINES, RUNS, { seed: 9 })).toBe('no run passes the filters; there are 4');
  });
});

it('filters by experiment, status and seed, and takes the newest of what is left', () => {
  expect(ids(filterRuns(RUNS, { experiment: 'quick' }))).toEqual(['093000', '095000']);
  expect(ids(filterRuns(RUNS, { status: 'killed' }))).toEqual(['095000']);
  expect(ids(filterRuns(RUNS, { seed: 7 }))).toEqual(['094000']);
  expect(ids(filterRuns(RUNS, { experiment: 'quick', last: 1 }))).toEqual(['095000']);
  expect(ids(filterRuns(RUNS, {}))).toHaveLength(4);
});
