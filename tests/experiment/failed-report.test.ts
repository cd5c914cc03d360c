import { orders } from '../../src/pipelines/orders/pipeline.js';
import { appendFile, mkdtemp, readFile, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultsSchema } from '../../src/pipelines/orders/analysis/results.js';
import { projectPaths } from '../../src/config/paths.js';
import { analyzeRun } from '../../src/pipelines/orders/analyze-run.js';
import { renderFailedRun, reportFailure } from '../../src/experiment/failed-report.js';
import { renderReport } from '../../src/experiment/render.js';
import { loadEvidence, loadStoredEvidence } from '../../src/experiment/stored-evidence.js';
import { verifyRun, verifyUnfinishedRun } from '../../src/experiment/verify/verify.js';
import { failures } from '../../src/cli/verification-text.js';
import { silentReporter } from '../../src/core/reporter.js';
import { type OrdersSections, sectionsOf } from '../../src/pipelines/orders/record.js';
import { loadRun, loadRunExperiment, saveRecord, type StoredRun } from '../../src/runs/store.js';
import { readPdf } from '../report/pdf-reader.js';
import { simulateRun } from '../pipelines/orders/simulated-run.js';

const { signal } = new AbortController();
let home: string;
let run: StoredRun;
let producer: OrdersSections['producer'];
const paths = () => projectPaths(home);

/** A run that wrote everything and failed before it had results. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'failed-report-test-'));
  const { record } = await simulateRun(home, 'failed-run');
  producer = sectionsOf(record).producer;
  const { run_id, experiment, seed, started_at, phases, machine } = record;
  const stored = await loadRun([orders], paths(), 'failed-run');
  await saveRecord(stored.paths, {
    format: 'streambook-run',
    version: 2,
    pipeline: 'orders',
    process: { pid: 1 },
    sections: {},
    status: 'failed',
    run_id,
    experiment,
    seed,
    started_at,
    phases,
    machine,
    error: { phase: 'drain', code: 'SERVICE_DIED', message: 'spark died at 12.3 s' },
  });
  for (const file of [stored.paths.manifest, stored.paths.latencies]) await unlink(file);
  await appendFile(join(stored.paths.logs, 'run.log'), 'the last line\n');
  run = await loadRun([orders], paths(), 'failed-run');
}, 60_000);
afterAll(() => rm(home, { recursive: true }));

const pagesOf = async (pdf: string) => (await readPdf(await readFile(pdf))).pages;

describe('a run that failed before it had results', () => {
  it('has a report of what is known of it', async () => {
    await unlink(run.paths.results);
    const lines: string[] = [];
    const reporter = { ...silentReporter, line: (text: string) => void lines.push(text) };
    await reportFailure({ pipeline: orders, paths: paths(), runId: run.runId, reporter }, signal);
    expect(lines).toEqual([expect.stringMatching(/^what is known of the failed run: .*report\.pdf$/)]);
    const text = (await pagesOf(lines[0]?.split(': ')[1] ?? '')).join(' ');
    expect(text).toContain('spark died at 12.3 s (SERVICE_DIED)');
    expect(text).toContain('committed 360 rows in files that readers see: 240 valid, 120 invalid');
    expect(text).toContain('the last line');
  });

  it('is not reported by itself after Ctrl-C, and a report that fails hides nothing', async () => {
    const lines: string[] = [];
    const reporter = { ...silentReporter, line: (text: string) => void lines.push(text) };
    await reportFailure(
      { pipeline: orders, paths: paths(), runId: run.runId, reporter },
      AbortSignal.abort(),
    );
    await reportFailure({ pipeline: orders, paths: paths(), runId: 'no-such-run', reporter }, signal);
    expect(lines).toEqual([
      'streambook report failed-run prints what is known of this run',
      expect.stringMatching(/^the failed run has no report: There is no run "no-such-run"/),
    ]);
  });

  it('is refused while its process goes on', async () => {
    const running = {
      ...run,
      record: { ...run.record, status: 'running' as const, process: { pid: process.pid } },
    };
    await expect(renderFailedRun(orders, paths(), running, signal)).rejects.toMatchObject({
      code: 'RUN_GOES_ON',
    });
  });

  it('gets results from what it committed, which its report is then made of', async () => {
    const results = await analyzeRun(run, await loadRunExperiment(run, orders));
    expect(resultsSchema.parse(JSON.parse(await readFile(run.paths.results, 'utf8')))).toEqual(results);
    expect(results.analysis.totals.orders).toBe(240);
    expect(results.measurements.latency_curves.map(({ name }) => name)).toEqual(['committed file']);
    const { pdf } = await renderReport(orders, paths(), run, signal);
    const [first = ''] = await pagesOf(pdf);
    expect(first).toContain('This run failed');
  });

  it('is no forgery: what is there of it holds, with results and without', async () => {
    await saveRecord(run.paths, { ...run.record, sections: { producer } });
    const interrupted = await loadRun([orders], paths(), run.runId);
    const { throughput } = (await analyzeRun(interrupted, await loadRunExperiment(interrupted, orders)))
      .measurements;
    expect(throughput.slice(0, producer?.timeline.length)).toMatchObject(producer?.timeline ?? []);
    expect(failures(await verifyRun(orders, await loadEvidence(orders, interrupted)))).toEqual([]);
    await unlink(run.paths.results);
    const { results, ...stored } = await loadStoredEvidence(orders, interrupted);
    expect(results).toBeUndefined();
    expect(verifyUnfinishedRun(orders, stored)).toMatchObject({
      holds: true,
      ended: 'the run failed in phase drain',
    });
    await saveRecord(run.paths, run.record);
    await analyzeRun(run, await loadRunExperiment(run, orders));
  });

  it('analysed again keeps what the run measured', async () => {
    const before = resultsSchema.parse(JSON.parse(await readFile(run.paths.results, 'utf8')));
    expect(await analyzeRun(run, await loadRunExperiment(run, orders))).toEqual(before);
  });
});
