import { orders } from '../../src/pipelines/orders/pipeline.js';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ordersExperiment } from '../../src/pipelines/orders/config.js';
import { PROJECT_ROOT, runPaths } from '../../src/config/paths.js';
import { runExperiment } from '../../src/experiment/run-experiment.js';
import { type Reporter, silentReporter } from '../../src/core/reporter.js';
import { createRunFolder, loadRun } from '../../src/runs/store.js';
import { startServices } from '../../src/services/start.js';
import { killService } from '../../src/services/kill.js';
import { embeddedStatus } from '../../src/services/status.js';
import { freshFolder, freshTopic, testKafka, testSettings } from './support.js';
import { sectionsOf } from '../../src/pipelines/orders/record.js';
import { thisHost } from '../../src/experiment/host.js';

const settings = testSettings();
const experiment = ordersExperiment(
  {
    title: 'A run in which something dies',
    question: 'What becomes of the events?',
    seed: 7,
    durationSeconds: 8,
    jvmWarmUpSeconds: 0,
    excludedRampUpSeconds: 1,
    validEventsPerSecond: 100,
    invalidEventsPerSecond: 10,
  },
  'failing',
  'test',
);

/** From the death of a service without which it cannot go on to the end of a run. */
const ENDS_WITHIN_S = 5;

/** Runs the experiment, and kills a service once the first events have been sent. */
async function runAndKill(runId: string, service: string) {
  const run = await createRunFolder(settings.paths, runId);
  const lines: string[] = [];
  let killing: Promise<number> | undefined;
  const reporter: Reporter = {
    line: (text) => void lines.push(text),
    bar: () => ({
      stop: () => undefined,
      update(sent) {
        if (sent > 0) killing ??= killService(settings, service);
      },
    }),
  };
  const { signal } = new AbortController();
  const options = { pipeline: orders, host: thisHost(), experiment, runId, run, settings, reporter, signal };
  const error = await runExperiment(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  await killing;
  const { record } = await loadRun([orders], settings.paths, runId);
  return { error, record, lines, log: await readFile(join(run.logs, 'run.log'), 'utf8') };
}

const states = async () =>
  (await embeddedStatus(settings)).map(({ name, state }) => `${name} ${state}`).join(', ');

afterAll(async () => {
  await startServices({ settings, reporter: silentReporter });
});

describe('a run', () => {
  it('survives a broker that does not come back, says so at once and in the report', async () => {
    const { error, record, lines, log } = await runAndKill('broker-dies', 'broker-1');
    expect(error).toBeUndefined();
    expect(record.status).toBe('done');
    expect(sectionsOf(record).ledger).toMatchObject({
      generated: 880,
      acked: 880,
      lost: 0,
      duplicates: 0,
      reconciled: true,
    });
    expect(record.incidents).toMatchObject([{ service: 'broker-1', what: 'died', phase: 'produce' }]);
    const line = lines.findIndex((text) =>
      /^! broker-1 died at \d+\.\d s of the run, in produce$/.test(text),
    );
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThan(lines.findIndex((text) => text.startsWith('drain')));
    expect(log).toContain('! broker-1 died');
    const page = await readFile(record.report?.html ?? '', 'utf8');
    expect(page).toMatch(/broker-1 died at [\d.]+ s of the run \(produce\); nothing was lost\./);
    expect(await states()).toBe('broker-1 died, broker-2 running, controller-3 running, spark running');
  });

  it('repairs the services for good, and ends when Spark dies', async () => {
    const { error, record, log } = await runAndKill('spark-dies', 'spark');
    expect(error).toMatchObject({ code: 'SERVICE_DIED' });
    // By the run's own clock: noticed within half a second, and given up within two.
    const { started_at: startedAt, finished_at: finishedAt = '', incidents: [death] = [] } = record;
    const endedS = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 - (death?.at_s ?? 0);
    expect(endedS).toBeLessThan(ENDS_WITHIN_S);
    expect(record).toMatchObject({
      status: 'failed',
      error: { phase: 'produce', code: 'SERVICE_DIED' },
      incidents: [{ service: 'spark', what: 'died', phase: 'produce' }],
    });
    expect(record.error?.message).toMatch(/^spark died at \d+\.\d s of the run: .*spark\.log\)$/);
    expect(log).toMatch(/StreambookError: spark died[^]* at /);
    expect(await states()).toBe('broker-1 running, broker-2 running, controller-3 running, spark died');
    expect((await startServices({ settings, reporter: silentReporter })).stopAfterUse).toEqual([]);
  });

  it('leaves nothing that keeps its process, when the query cannot be started', async () => {
    const topic = await freshTopic(testKafka());
    // Where the run's folder should be, there is a file.
    const file = join(await freshFolder('no-query'), 'file');
    await writeFile(file, '');
    const run = runPaths(file, 'run');
    const options = {
      experiment,
      topic,
      runId: 'no-query',
      settings,
      run,
      services: { kafka: { address: inject('bootstrapServers') } },
    };
    const library = (path: string) => JSON.stringify(pathToFileURL(join(PROJECT_ROOT, 'dist', path)).href);
    const program = `
      import { startConsumers } from ${library('pipelines/orders/phases/consumers.js')};
      import { kafkaClient } from ${library('kafka/client.js')};
      import { latestOffsets } from ${library('kafka/topics.js')};
      import { CleanupStack } from ${library('core/cleanup.js')};
      import { SparkRemote } from ${library('config/spark-remote.js')};
      const options = ${JSON.stringify(options)};
      options.services.spark = { address: new SparkRemote(${JSON.stringify(inject('sparkRemote'))}), isEmbedded: true };
      const kafka = kafkaClient({ bootstrapServers: options.services.kafka.address });
      const startOffsets = await latestOffsets(kafka, options.topic);
      const { signal } = new AbortController();
      const opened = new CleanupStack((what, error) => console.log('not closed: ' + what, error));
      await startConsumers({ ...options, kafka, startOffsets, signal }, opened)
        .then(() => console.log('started'), () => console.log('failed'));
      await opened[Symbol.asyncDispose]();`;
    const args = ['--input-type=module', '--eval', program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 120_000 });
    expect(stdout).toBe('failed\n');
  });
});
