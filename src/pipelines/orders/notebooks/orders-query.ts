import { z } from 'zod';
import { checkArguments } from '../../../core/arguments.js';
import { requireTopic, withAdmin } from '../../../kafka/topics.js';
import { SANDBOX } from '../../../notebooks/arguments.js';
import type { StreamingQuery } from '../../../spark/index.js';
import { startValidationQuery } from '../jobs/validation-query.js';
import type { OrdersSandbox } from './sandbox.js';

/**
 * Starts the validating query, the same as in every run, on the sandbox's topic and folders; started again, it goes on
 * from its checkpoint.
 *
 * @param triggerIntervalSeconds 0, the default, starts each micro-batch as soon as the last is done.
 * @throws StreambookError NO_TOPIC with the topics there are.
 */
export async function startOrdersQuery(
  sandbox: OrdersSandbox,
  triggerIntervalSeconds = 0,
): Promise<StreamingQuery> {
  checkArguments(
    'startOrdersQuery',
    { sandbox: SANDBOX, triggerIntervalSeconds: z.number().min(0).max(3600) },
    sandbox,
    triggerIntervalSeconds,
  );
  const { kafka, spark, bootstrapServers, topic, outputFolder, checkpointFolder } = sandbox;
  await withAdmin(kafka, (admin) => requireTopic(admin, topic));
  return startValidationQuery(spark, {
    bootstrapServers,
    topic,
    ordersFolder: outputFolder,
    checkpointFolder,
    triggerIntervalSeconds,
    startingOffsets: 'earliest',
  });
}
