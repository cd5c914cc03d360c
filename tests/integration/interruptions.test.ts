import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { listOrderBatches } from '../../src/pipelines/orders/analysis/committed-orders.js';
import { PROJECT_ROOT, runPaths } from '../../src/config/paths.js';
import { resolveSettings } from '../../src/config/settings.js';
import { waitFor } from '../../src/core/deadline.js';
import { silentReporter } from '../../src/core/reporter.js';
import { listRunIds, loadRun } from '../../src/runs/store.js';
import { SERVICE_NAMES } from '../../src/services/components/index.js';
import { markerOf } from '../../src/services/daemon.js';
import { killService } from '../../src/services/kill.js';
import { findByMarkers } from '../../src/services/processes.js';
import { logTail } from '../../src/services/logs.js';
import { startServices } from '../../src/services/start.js';
import { readProcesses } from '../../src/services/state.js';
import { freshFolder, testSettings } from './support.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { ordersFolder } from '../../src/pipelines/orders/run-files.js';

const settings = testSettings();
const repair = () => startServices({ settings, reporter: silentReporter });

/** From the death of a service without which it cannot go on, or from Ctrl-C, to the end of a run. */
const ENDS_WITHIN_MS = 5000;
/** For closing what hangs, and for the report of a failed run. */
const EXITS_WITHIN_MS = 90_000;

const children: ChildProcess[] = [];
beforeEach(async () => void (await repair()));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => void (await repair()));

/** Starts the real command. */
function begin(args: readonly string[], home = inject('home')) {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), ...args], {
    env: { ...process.env, STREAMBOOK_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  let said = '';
  child.stderr.on('data', (text) => (said += String(text)));
  const exit = once(child, 'exit', { signal: AbortSignal.timeout(EXITS_WITHIN_MS * 2) });
  return {
    child,
    said: () => said,
    hasSaid: (line: RegExp) => expect.poll(() => said, { timeout: 60_000 }).toMatch(line),
    exitCode: async () => ((await exit) as [number | null])[0],
  };
}

/** A run that would go on for long, once it has committed a batch. */
async function beginRun(name: string) {
  const file = join(await freshFolder('interruptions'), `${name}.json`);
  const experiment = { title: 'Cut off', question: 'When does it end?', durationSeconds: 120 };
  await writeFile(file, JSON.stringify({ ...experiment, excludedRampUpSeconds: 0, jvmWarmUpSeconds: 0 }));
  const command = begin(['run', file]);
  const runId = await waitFor(
    async () => {
      const found = (await listRunIds(settings.paths)).find((id) => id.endsWith(name));
      if (found === undefined) return undefined;
      return (await listOrderBatches(ordersFolder(runPaths(settings.paths.runs, found)))).length > 0
        ? found
        : undefined;
    },
    { what: `the run has committed a batch: ${command.said()}`, timeoutMs: 120_000, intervalMs: 100 },
  );
  return { ...command, record: async () => (await loadRun([orders], settings.paths, runId)).record };
}

describe('Spark dies', () => {
  it('while a run goes on, which says so, ends at once and exits with 1', async () => {
    const run = await beginRun('spark-died');
    await killService(settings, 'spark');
    expect(await run.exitCode()).toBe(1);
    const { status, incidents = [], started_at: startedAt, finished_at: finishedAt } = await run.record();
    expect(status).toBe('failed');
    expect(run.said()).toContain('error: spark died at ');
    const diedMs = Date.parse(startedAt) + (incidents[0]?.at_s ?? 0) * 1000;
    expect(Date.parse(finishedAt ?? '') - diedMs).toBeLessThan(ENDS_WITHIN_MS);
  });

  it('and Ctrl-C comes at the same moment, which ends the run as quickly', async () => {
    const run = await beginRun('spark-died-interrupted');
    const killing = killService(settings, 'spark');
    run.child.kill('SIGINT');
    const interruptedMs = Date.now();
    const code = await run.exitCode();
    await killing;
    const { status, finished_at: finishedAt } = await run.record();
    // The death may have been noticed just before.
    expect([
      { code: 130, status: 'interrupted' },
      { code: 1, status: 'failed' },
    ]).toContainEqual({ code, status });
    expect(Date.parse(finishedAt ?? '') - interruptedMs).toBeLessThan(ENDS_WITHIN_MS);
  });

  it('while `stream` goes on, which says so and exits with 1', async () => {
    const stream = begin(['stream', '--name', 'spark-dies']);
    await stream.hasSaid(/^batch \d+/m);
    await killService(settings, 'spark');
    expect(await stream.exitCode()).toBe(1);
    expect(stream.said()).toMatch(/^! spark died$[^]*^error: spark died at /m);
  });
});

it('Ctrl-C ends `stream` in order', async () => {
  const stream = begin(['stream', '--name', 'interrupted']);
  await stream.hasSaid(/^query .* writes to /m);
  stream.child.kill('SIGINT');
  expect(await stream.exitCode()).toBe(0);
  expect(stream.said()).not.toMatch(/error|could not be closed/);
});

it('Ctrl-C while a run starts its services leaves none of them', async () => {
  const home = await freshFolder('starting');
  const { services } = resolveSettings({ ...process.env, STREAMBOOK_HOME: home }).paths;
  const run = begin(['run', 'quick'], home);
  // A broker that works takes longer to stop than a phase is waited for.
  const hasBroker = async () =>
    /Transitioning from RECOVERY to RUNNING/.test((await logTail(services, 'broker-1', 500)).join('\n')) ||
    undefined;
  await waitFor(hasBroker, { what: 'a broker has started', timeoutMs: 60_000, intervalMs: 20 });
  run.child.kill('SIGINT');
  expect(await run.exitCode()).toBe(130);
  expect(await findByMarkers(SERVICE_NAMES.map((name) => markerOf(services, name)))).toEqual([]);
  expect(await readProcesses(services)).toEqual([]);
  expect(await readdir(services)).not.toContain('lock');
});
