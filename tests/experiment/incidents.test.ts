import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { watchRun } from '../../src/experiment/incidents.js';
import type { RunRecorder } from '../../src/experiment/phases.js';
import type { RunRecord } from '../../src/runs/record.js';
import { markerOf } from '../../src/services/daemon.js';
import { writeProcesses } from '../../src/services/state.js';
import { type TestHome, testHome } from './home.js';
import { wordsEvidence } from './words.js';

let home: TestHome;
beforeEach(async () => void (home = await testHome()));
afterEach(() => home.remove());

/** A process that bears the mark of Spark's and does nothing. */
async function idleSpark() {
  const folder = home.settings.paths.services;
  await mkdir(join(folder, 'logs'), { recursive: true });
  const idle = ['-e', 'setInterval(() => {}, 1000)', '--', markerOf(folder, 'spark')];
  const child = spawn(process.execPath, idle, { stdio: 'ignore' });
  await once(child, 'spawn');
  const pid = child.pid ?? 0;
  await writeProcesses(folder, [{ name: 'spark', pid, ports: {}, startedAt: '', archive: null }]);
  return child;
}

const SPARK = {
  spark: { address: new SparkRemote('sc://127.0.0.1:15002'), isEmbedded: true, isNew: false },
};

/** Keeps what is added to the record. */
function recorderFrom(record: RunRecord, add: () => Promise<void> = () => Promise.resolve()) {
  const recorder = {
    record,
    add: (additions: Partial<RunRecord>) => {
      recorder.record = { ...recorder.record, ...additions };
      return add();
    },
  };
  return recorder;
}

it.each([
  ['is written at once', () => Promise.resolve()],
  [
    'that cannot be written ends nothing by itself',
    () => Promise.reject(new Error('no space left on device')),
  ],
])('what befalls a service is said and recorded with its time and phase; a record %s', async (_, add) => {
  const earlier = { service: 'broker-1', what: 'died', at_s: 1, phase: 'collect' } as const;
  const { record } = wordsEvidence();
  const phases = [{ ...record.phases[0]!, name: 'warm_up' }];
  const recorder = recorderFrom({ ...record, phases, incidents: [earlier] }, add);
  const onLost = vi.fn();
  const spark = await idleSpark();
  await using watch = watchRun({
    settings: home.settings,
    services: SPARK,
    reporter: home.reporter,
    recorder: recorder as unknown as RunRecorder,
    secondsNow: () => 12.34,
    onLost,
  });
  expect(watch).toBeDefined();
  spark.kill('SIGKILL');
  await expect.poll(() => onLost.mock.calls.length).toBe(1);
  expect(recorder.record.incidents).toEqual([
    earlier,
    { service: 'spark', what: 'died', at_s: 12.3, phase: 'warm_up' },
  ]);
  expect(home.lines).toEqual(['! spark died at 12.3 s of the run, in warm up']);
  expect(onLost.mock.calls[0]?.[0]).toMatchObject({ code: 'SERVICE_DIED' });
});
