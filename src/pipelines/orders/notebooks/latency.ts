import { z } from 'zod';
import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { latencyHistogram } from '../../../stats/percentiles.js';
import { checkArguments } from '../../../core/arguments.js';
import { startValidationQuery } from '../jobs/validation-query.js';
import { FOLDER, LATENCIES, SANDBOX } from './arguments.js';
import { requireFolder } from './folders.js';
import type { Sandbox } from './sandbox.js';
import { sendOrders } from './orders.js';
import { catchUp } from './watch.js';

/** Milliseconds from sending each order until readers could see the file that it is in. @throws StreambookError NO_FOLDER. */
export async function commitLatenciesMs(outputFolder: string, runId: string): Promise<readonly number[]> {
  checkArguments('commitLatenciesMs', { outputFolder: FOLDER, runId: FOLDER }, outputFolder, runId);
  await requireFolder('commitLatenciesMs', outputFolder, 'run.paths.orders');
  const latencies: number[] = [];
  for await (const { batch, rows } of readOrders(await listOrderBatches(outputFolder))) {
    const { committedUs } = batch;
    if (committedUs === null) continue;
    for (const { run_id: eventRun, sent_us: sentUs } of rows) {
      if (eventRun === runId && sentUs !== undefined) latencies.push((committedUs - sentUs) / 1000);
    }
  }
  return latencies;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean and percentiles of latencies, in milliseconds. */
export function describeLatencies(latenciesMs: readonly number[]) {
  checkArguments('describeLatencies', { latenciesMs: LATENCIES }, latenciesMs);
  const histogram = latencyHistogram();
  for (const ms of latenciesMs) histogram.recordUs(ms * 1000);
  const { p50, p90, p95, p99, max, count } = histogram.percentilesMs();
  return { count, mean: mean(latenciesMs), p50, p90, p95, p99, max };
}

/** What share of the latencies lies above their own mean, in percent. */
export function shareAboveMean(latenciesMs: readonly number[]): number {
  checkArguments('shareAboveMean', { latenciesMs: LATENCIES }, latenciesMs);
  const middle = mean(latenciesMs);
  return (100 * latenciesMs.filter((ms) => ms > middle).length) / latenciesMs.length;
}

/** Latency under one trigger: percentiles in milliseconds. */
export interface TriggerLatency {
  readonly trigger_seconds: number;
  readonly batches: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

const TRIGGERS = z.array(z.number().min(0).max(60)).min(1);

/**
 * Runs the validating query again with each trigger interval, under the sandbox's load.
 *
 * @param triggersSeconds Intervals between micro-batches; 0 starts the next one as soon as the last is done.
 */
export async function compareTriggers(
  sandbox: Sandbox,
  triggersSeconds: readonly number[],
): Promise<readonly TriggerLatency[]> {
  checkArguments(
    'compareTriggers',
    { sandbox: SANDBOX, triggersSeconds: TRIGGERS },
    sandbox,
    triggersSeconds,
  );
  const { spark, bootstrapServers, topic, folder } = sandbox;
  const reporter = cellReporter();
  const found: TriggerLatency[] = [];
  for (const triggerIntervalSeconds of triggersSeconds) {
    reporter.line(`a micro-batch every ${triggerIntervalSeconds} s`);
    const outputFolder = `${folder}/trigger-${triggerIntervalSeconds}`;
    const query = await startValidationQuery(spark, {
      ...{
        bootstrapServers,
        topic,
        triggerIntervalSeconds,
        ordersFolder: outputFolder,
        startingOffsets: 'earliest',
      },
      checkpointFolder: `${outputFolder}-checkpoint`,
    });
    try {
      await catchUp(sandbox, query);
      const { runId } = await sendOrders(sandbox);
      await catchUp(sandbox, query);
      const latencies = await commitLatenciesMs(outputFolder, runId);
      const { p50, p95, p99 } = describeLatencies(latencies);
      const batches = (await listOrderBatches(outputFolder)).length;
      found.push({ trigger_seconds: triggerIntervalSeconds, batches, p50, p95, p99 });
    } finally {
      await query.stop();
    }
  }
  return found;
}
