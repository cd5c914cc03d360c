import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type CommittedBatch, listBatches } from '../../src/analysis/sink-log.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { orderDdl } from '../../src/pipelines/orders/data/fields.js';
import { classpathOf } from '../../src/services/jvm.js';
import type { Environment } from './environment.js';

/** The baseline job of PySpark in a Spark of its own, which stays warm from one use to the next. */
export interface BaselineJob {
  /** Starts both queries. @returns when that began, in microseconds since the epoch. */
  start(topic: string, from: 'earliest' | 'latest', folder: string): Promise<number>;
  /** Lets both queries finish what there is. @returns the events that each has read. */
  stop(): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** What Spark's Kafka source needs beside PySpark's own jars: what `--packages` would fetch. */
const SOURCE_JARS =
  /\/(spark-sql-kafka-0-10|spark-token-provider-kafka-0-10|kafka-clients|commons-pool2)[^/]*\.jar$/;

async function startBaselineJob(environment: Environment): Promise<BaselineJob> {
  const { tools, services, settings, folder } = environment;
  const classpath = (await classpathOf('spark', settings.paths.setup)).split(delimiter);
  const jars = classpath.filter((jar) => SOURCE_JARS.test(jar)).join(',');
  const script = join(PROJECT_ROOT, 'bench', 'baselines', 'streaming.py');
  const args = [script, services.kafka.address, orderDdl(), jars, join(folder, 'baseline-tmp')];
  const job = spawn(tools.python, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(job, 'exit');
  let complaints = '';
  job.stderr.on('data', (text) => (complaints = (complaints + String(text)).slice(-4000)));
  const answers = createInterface({ input: job.stdout })[Symbol.asyncIterator]();

  const answer = async (): Promise<unknown> => {
    const line = (await answers.next()) as IteratorResult<string, undefined>;
    if (line.done === true) throw new Error(`the baseline job ended: ${complaints}`);
    return JSON.parse(line.value);
  };
  const order = (text: object) => {
    job.stdin.write(`${JSON.stringify(text)}\n`);
    return answer();
  };
  await answer();
  return {
    async start(topic, from, into) {
      const { began_us: beganUs } = (await order({ start: topic, from, into })) as { began_us: number };
      return beganUs;
    },
    async stop() {
      return ((await order({ stop: true })) as { rows: readonly number[] }).rows;
    },
    async close() {
      job.stdin.end();
      await ended;
    },
  };
}

/** Runs `work` with the baseline job in a new Spark. */
export async function withBaselineJob<T>(
  environment: Environment,
  work: (job: BaselineJob) => Promise<T>,
): Promise<T> {
  const job = await startBaselineJob(environment);
  return work(job).finally(() => job.close());
}

/** What both queries committed, in the same form as our job's batches. */
export async function baselineBatches(folder: string): Promise<readonly CommittedBatch[]> {
  const both = await Promise.all(
    ['valid', 'invalid'].map((validity) => listBatches(join(folder, `validity=${validity}`), z.object({}))),
  );
  return both.flat();
}
