import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { listOrderBatches } from '../../src/pipelines/orders/analysis/committed-orders.js';
import { PROJECT_ROOT, runPaths } from '../../src/config/paths.js';
import { withAdmin } from '../../src/kafka/topics.js';
import { waitFor } from '../../src/core/deadline.js';
import { silentReporter } from '../../src/core/reporter.js';
import { listRunIds, loadRun } from '../../src/runs/store.js';
import { startServices } from '../../src/services/start.js';
import { listHoldings } from '../../src/services/holdings.js';
import { removeLeftovers } from '../../src/services/leftovers.js';
import { makeOwnTopic } from '../../src/services/own-topic.js';
import { openSession } from '../../src/services/session.js';
import { freshFolder, sendOrders, testKafka, testSettings } from './support.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { ordersFolder } from '../../src/pipelines/orders/run-files.js';

const settings = testSettings();
const topicsThere = () => withAdmin(testKafka(), (admin) => admin.listTopics());

/** A broker may list a topic for a moment after another has removed it. */
const topicIsGone = (topic: string) =>
  waitFor(async () => !(await topicsThere()).includes(topic) || undefined, {
    what: `no broker lists ${topic}`,
    timeoutMs: 20_000,
  });

/** What the start of services says of leftovers; they run already. */
async function saidAtStart(): Promise<readonly string[]> {
  const lines: string[] = [];
  await startServices({ settings, reporter: { ...silentReporter, line: (text) => void lines.push(text) } });
  return lines.filter((line) => line.startsWith('leftovers'));
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Begins a run in a process of its own. @returns the process, and the run once its query has committed a batch. */
async function beginRun(name: string) {
  const file = join(await freshFolder('leftovers'), `${name}.json`);
  const experiment = {
    title: 'Killed',
    question: 'What is left?',
    durationSeconds: 120,
    excludedRampUpSeconds: 0,
  };
  await writeFile(file, JSON.stringify({ ...experiment, jvmWarmUpSeconds: 0 }));
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), 'run', file], {
    env: { ...process.env, STREAMBOOK_HOME: inject('home') },
    stdio: 'ignore',
  });
  children.push(child);
  const runId = await waitFor(
    async () => {
      const found = (await listRunIds(settings.paths)).find((id) => id.endsWith(name));
      if (found === undefined) return undefined;
      return (await listOrderBatches(ordersFolder(runPaths(settings.paths.runs, found)))).length > 0
        ? found
        : undefined;
    },
    { what: 'the run has committed a batch', timeoutMs: 120_000, intervalMs: 250 },
  );
  return { child, runId };
}

describe('a run whose process is killed', () => {
  it('leaves a query that the next start stops, and a topic that it removes', async () => {
    const { child, runId } = await beginRun('killed');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { record, paths } = await loadRun([orders], settings.paths, runId);
    const [topic = ''] = record.topics ?? [];
    expect(topic).toContain(runId);

    // The query lives on: orders that come now still land in the dead run's folder.
    const batchesOf = async () => (await listOrderBatches(ordersFolder(paths))).length;
    const before = await batchesOf();
    await sendOrders(testKafka(), topic, 'somebody', { valid: 100, invalid: 10 });
    await waitFor(async () => ((await batchesOf()) > before ? true : undefined), {
      what: 'the query of the dead run commits a batch',
      timeoutMs: 30_000,
    });

    const whose = `of run ${runId}, whose process ${child.pid} was killed`;
    expect(await saidAtStart()).toEqual([
      `leftovers: stopped the streaming query ${whose}`,
      `leftovers: removed the topic ${topic} ${whose}`,
    ]);
    await topicIsGone(topic);
    const files = await readdir(join(ordersFolder(paths), 'validity=valid'));
    expect(await saidAtStart()).toEqual([]);
    expect(await readdir(join(ordersFolder(paths), 'validity=valid'))).toEqual(files);
  });
});

describe('what is on record', () => {
  it('is not touched while its process lives, and is gone when it is given back', async () => {
    const services = await startServices({ settings, reporter: silentReporter });
    const purpose = 'a test';
    const session = await openSession(settings, services, purpose);
    const topic = await makeOwnTopic({
      settings,
      services,
      reporter: silentReporter,
      purpose,
      prefix: 'tests',
      label: 'a test: of topics',
      layout: { partitions: 2, replication: 2 },
    });
    const held = async () =>
      (await listHoldings(settings.paths.held)).filter((holding) => holding.purpose === purpose);
    expect(topic.name).toMatch(/^tests-a-test--of-topics-[0-9a-f]{6}$/);
    expect((await held()).map(({ resource }) => resource.kind).sort()).toEqual(['session', 'topic']);

    await removeLeftovers({ settings, reporter: silentReporter }, services);
    expect(await session.spark.range(3).collect()).toHaveLength(3);
    expect(await topicsThere()).toContain(topic.name);

    await session.close();
    await topic[Symbol.asyncDispose]();
    await topicIsGone(topic.name);
    expect(await held()).toEqual([]);
  });

  it('a topic that Kafka refuses is told in one line', async () => {
    const services = await startServices({ settings, reporter: silentReporter });
    const refused = makeOwnTopic({
      settings,
      services,
      reporter: silentReporter,
      purpose: 'a test',
      prefix: 'tests',
      label: 'refused',
      layout: { partitions: -7, replication: 2 },
    });
    await expect(refused).rejects.toThrow(
      /^Kafka did not create topic (tests-refused-[0-9a-f]{6}): .*partitions.*must be allowed to create and delete \1$/,
    );
    expect((await listHoldings(settings.paths.held)).filter(({ purpose }) => purpose === 'a test')).toEqual(
      [],
    );
  });
});
