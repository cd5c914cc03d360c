import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSummary } from '../../src/cli/summaries.js';
import { PROJECT_ROOT, projectPaths } from '../../src/config/paths.js';
import { compareRuns } from '../../src/experiment/compare/compare-runs.js';
import type { Evidence } from '../../src/experiment/evidence.js';
import { renderReport } from '../../src/experiment/render.js';
import { loadEvidence } from '../../src/experiment/stored-evidence.js';
import { verifyReport, verifyRun } from '../../src/experiment/verify/verify.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { sectionsOf } from '../../src/pipelines/orders/record.js';
import { parseRecord } from '../../src/runs/read-files.js';
import { loadRun, saveRecord, type StoredRun } from '../../src/runs/store.js';

/** What the first released format left of a run of four seconds, before there were histograms of latencies. */
const RUN = '20261125-135400-tiny';
const STORED = join(PROJECT_ROOT, 'tests', 'runs', 'version-1', RUN);

const { signal } = new AbortController();
let home: string;
let run: StoredRun;
let evidence: Evidence;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'version-1-test-'));
  await cp(STORED, join(projectPaths(home).runs, RUN), { recursive: true });
  run = await loadRun([orders], projectPaths(home), RUN);
  evidence = await loadEvidence(orders, run);
});
afterAll(() => rm(home, { recursive: true }));

describe('a run that version 1 recorded', () => {
  it('is read under the names of today', () => {
    const { record } = run;
    expect(record).toMatchObject({
      version: 2,
      made_as_version: 1,
      pipeline: 'orders',
      process: { pid: 18_634 },
    });
    expect(record.phases.map(({ name }) => name)).toContain('warm_up');
    expect(sectionsOf(record).ledger).toMatchObject({
      generated: 120,
      valid: 100,
      invalid: 20,
      reconciled: true,
    });
    expect(evidence.experiment).toMatchObject({ jvmWarmUpSeconds: 3, excludedRampUpSeconds: 1 });
    expect(runSummary(orders, record)).toContain('100 valid + 20 invalid + 0 lost; 0 duplicates: reconciled');
  });

  it('stays what it is once it has been saved again', async () => {
    await saveRecord(run.paths, run.record);
    expect((await loadRun([orders], projectPaths(home), RUN)).record).toEqual(run.record);
  });

  it('is verified by all that it had then, and says what it had not', async () => {
    const { holds, recomputed, derived, claimed } = await verifyRun(orders, evidence);
    expect([...recomputed, ...derived].flatMap(({ differences }) => differences)).toEqual([]);
    expect(holds).toBe(true);
    expect(recomputed.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThan(2000);
    expect(claimed.join('\n')).toMatch(
      /\d+ figures that the earlier version which made the run did not have/,
    );
  });

  it('does not hold once a number is another', async () => {
    const forged = structuredClone(evidence) as Evidence & {
      results: { analysis: { totals: { revenue: number } } };
    };
    forged.results.analysis.totals.revenue += 1;
    const { holds, recomputed } = await verifyRun(orders, forged);
    expect(holds).toBe(false);
    expect(recomputed.flatMap(({ differences }) => differences).map(({ path }) => path)).toContain(
      'analysis.totals.revenue',
    );
  });

  it('is compared by its settings, timings and data', () => {
    const comparison = compareRuns(orders, evidence, evidence);
    expect(comparison).toMatchObject({
      settings: [],
      surroundings: [],
      data: [],
      sameDataExpected: true,
      incomplete: [],
    });
    expect(comparison.timings.find(({ metric }) => metric.id === 'committed_p95_ms')?.ratio).toBe(1);
  });

  it('has a report, which is verified like that of a new run', async () => {
    const { pdf } = await renderReport(orders, projectPaths(home), run, signal);
    const verification = await verifyReport([orders], await readFile(pdf), 'report.pdf', { signal });
    expect(verification).toMatchObject({ holds: true, problems: [], pages: { compared: 'drawings' } });
  }, 60_000);
});

it('a later record with the keys of version 1 is refused', async () => {
  const raw = JSON.parse(await readFile(join(STORED, 'run.json'), 'utf8')) as object;
  expect(() => parseRecord([orders])({ ...raw, version: 2 })).toThrow(/sections/);
});
