import { z } from 'zod';
import { checkArguments } from '../../../core/arguments.js';
import type { StreamingQuery } from '../../../spark/index.js';
import { startValidationQuery } from '../jobs/validation-query.js';
import { startTracker, type Tracker, type TrackerSummary } from '../../../streaming/tracker.js';
import { latestOffsets, requireTopic, withAdmin } from '../../../kafka/topics.js';
import { SANDBOX } from './arguments.js';
import type { Sandbox } from './sandbox.js';

/**
 * Starts the validating query, the same as in every run, on the sandbox's topic and folders; started again, it goes on
 * from its checkpoint.
 *
 * @param triggerIntervalSeconds 0, the default, starts each micro-batch as soon as the last is done.
 * @throws StreambookError NO_TOPIC with the topics there are.
 */
export async function startOrdersQuery(
  sandbox: Sandbox,
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
    ...{ bootstrapServers, topic, ordersFolder: outputFolder, checkpointFolder, triggerIntervalSeconds },
    startingOffsets: 'earliest',
  });
}

/** A tracker that ends when it is told that everything has been sent. */
export interface SandboxTracker extends Tracker {
  /** Waits until all that the topic holds by now has been read, and ends the tracker. */
  finish(): Promise<TrackerSummary>;
}

/** Starts the independent consumer on the sandbox's topic, in a group of its own. */
export async function startSandboxTracker(sandbox: Sandbox): Promise<SandboxTracker> {
  checkArguments('startSandboxTracker', { sandbox: SANDBOX }, sandbox);
  const { kafka, topic } = sandbox;
  const tracker = await startTracker(kafka, { groupId: `tracker-of-${topic}`, topic });
  return {
    ...tracker,
    async finish() {
      tracker.stopAt(await latestOffsets(kafka, topic));
      return tracker.finished;
    },
  };
}
