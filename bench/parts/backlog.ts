import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { listOrderBatches } from '../../src/pipelines/orders/analysis/committed-orders.js';
import type { CommittedBatch } from '../../src/analysis/sink-log.js';
import { kafkaClient } from '../../src/kafka/client.js';
import { ensureOrdersTopic } from '../../src/pipelines/orders/topic.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { produce } from '../../src/producers/produce.js';
import { nowUs } from '../../src/core/clock.js';
import { SparkSession } from '../../src/spark/index.js';
import { startValidationQuery } from '../../src/pipelines/orders/jobs/validation-query.js';
import { type BaselineJob, baselineBatches } from './baseline-job.js';
import { ratios } from '../support.js';
import { type Part, watchCores } from './measure.js';
import { ORDERS } from './orders.js';
import { type Cost, costOf } from './scaling.js';
import type { Environment } from './environment.js';

const BACKLOG_TOPIC = 'bench-backlog';
export const BACKLOG_RUN_ID = 'bench';

export interface BacklogSizes {
  readonly rounds: number;
  readonly events: number;
}

/** As many invalid orders among the valid ones as in the usual experiment. */
async function fill(kafka: Kafka, events: number): Promise<void> {
  const invalid = Math.round(events / 11);
  await ensureOrdersTopic(kafka, BACKLOG_TOPIC);
  const results = await produce(kafka, {
    runId: BACKLOG_RUN_ID,
    topic: BACKLOG_TOPIC,
    eventAt: eventGenerator(ORDERS),
    plans: [
      { producer: 'valid', maxEvents: events - invalid },
      { producer: 'invalid', maxEvents: invalid },
    ],
  });
  const sent = results.reduce((sum, { sentOk }) => sum + sentOk, 0);
  if (sent !== events) throw new Error(`only ${sent} of ${events} events were acknowledged`);
}

/** Events a second from the start of the query to its last commit. */
function drainRate(events: number, beganUs: number, batches: readonly CommittedBatch[]): number {
  const endUs = Math.max(...batches.map(({ committedUs }) => committedUs ?? NaN));
  return (events * 1_000_000) / (endUs - beganUs);
}

function checkRows(rows: readonly number[], events: number): void {
  if (rows.some((count) => count !== events))
    throw new Error(`${rows.join(' and ')} of ${events} events were read`);
}

async function drainOurs({ services }: Environment, events: number, folder: string): Promise<number> {
  const spark = await SparkSession.builder().remote(services.spark.address.reveal()).create();
  try {
    const beganUs = nowUs();
    const query = await startValidationQuery(spark, {
      bootstrapServers: services.kafka.address,
      topic: BACKLOG_TOPIC,
      startingOffsets: 'earliest',
      ordersFolder: join(folder, 'orders'),
      checkpointFolder: join(folder, 'checkpoint'),
      triggerIntervalSeconds: 0,
      largeBatches: true,
    });
    await query.processAllAvailable();
    const progress = await query.recentProgress();
    await query.stop();
    checkRows([progress.reduce((sum, { numInputRows }) => sum + numInputRows, 0)], events);
    return drainRate(events, beganUs, await listOrderBatches(join(folder, 'orders')));
  } finally {
    await spark.stop();
  }
}

async function drainBaseline(job: BaselineJob, events: number, folder: string): Promise<number> {
  const beganUs = await job.start(BACKLOG_TOPIC, 'earliest', folder);
  checkRows(await job.stop(), events);
  return drainRate(events, beganUs, await baselineBatches(folder));
}

/** A topic that is full already: how fast each job gets through it. */
export async function benchBacklog(
  environment: Environment,
  job: BaselineJob,
  { rounds, events }: BacklogSizes,
): Promise<{ readonly part: Part; readonly ordersFolder: string; readonly cost: Cost }> {
  const kafka = kafkaClient({ bootstrapServers: environment.services.kafka.address });
  environment.reporter.line(`backlog: filling a topic with ${events} events`);
  await fill(kafka, events);
  const rates = { ours: [] as number[], baseline: [] as number[] };
  const cores: number[] = [];
  const folderOf = (name: string, round: number) => join(environment.folder, `backlog-${name}-${round}`);
  // A round that is not counted: in it each JVM compiles what the others only run.
  for (let round = 0; round <= rounds; round += 1) {
    const busyPercent = watchCores();
    const ours = await drainOurs(environment, events, folderOf('ours', round));
    const busy = busyPercent();
    const baseline = await drainBaseline(job, events, folderOf('baseline', round));
    if (round === 0) continue;
    cores.push(busy);
    rates.ours.push(ours);
    rates.baseline.push(baseline);
    environment.reporter.line(
      `backlog, round ${round}: ours ${Math.round(ours)} events/s, baseline ${Math.round(baseline)} events/s`,
    );
  }
  const part: Part = {
    title: `A backlog of ${events} events`,
    how: [
      'From the start of the query to its last commit, in a Spark that has worked through it once before. Ours takes the backlog in one micro-batch of one query; the baseline job in one of each of its two queries, side by side.',
    ],
    goals: [
      {
        what: 'ours to the baseline job',
        unit: 'x',
        values: ratios(rates.ours, rates.baseline),
        atLeast: 2.5,
      },
    ],
    figures: [
      { what: 'ours', unit: 'events/s', values: rates.ours },
      { what: 'the baseline job', unit: 'events/s', values: rates.baseline },
      { what: 'both cores busy, ours', unit: '%', values: cores },
    ],
  };
  const cost = costOf(rates.ours, cores, cpus().length);
  return { part, cost, ordersFolder: join(folderOf('ours', rounds), 'orders') };
}
