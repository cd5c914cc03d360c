import { z } from 'zod';
import { listOrderBatches } from '../analysis/committed-orders.js';
import { checkArguments } from '../../../core/arguments.js';
import { SANDBOX } from '../../../notebooks/arguments.js';
import type { TriggerLatency } from '../../../notebooks/charts/trigger-latency.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { describeLatencies } from '../../../notebooks/latencies.js';
import { catchUp } from '../../../notebooks/watch.js';
import { startValidationQuery } from '../jobs/validation-query.js';
import { commitLatenciesMs } from './commit-latencies.js';
import type { OrdersSandbox } from './sandbox.js';
import { sendOrders } from './send-orders.js';

const TRIGGERS = z.array(z.number().min(0).max(60)).min(1);

/**
 * Runs the validating query again with each trigger interval, under the sandbox's load.
 *
 * @param triggersSeconds Intervals between micro-batches; 0 starts the next one as soon as the last is done.
 */
export async function compareTriggers(
  sandbox: OrdersSandbox,
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
      bootstrapServers,
      topic,
      triggerIntervalSeconds,
      ordersFolder: outputFolder,
      startingOffsets: 'earliest',
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
