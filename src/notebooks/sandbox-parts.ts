import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import type { CleanupStack } from '../core/cleanup.js';
import type { Reporter } from '../core/reporter.js';
import { kafkaClient } from '../kafka/client.js';
import type { TopicLayout } from '../kafka/topics.js';
import type { SendResult } from '../producers/sender.js';
import { makeOwnTopic } from '../services/own-topic.js';
import type { Services } from '../services/services.js';
import { openSession } from '../services/session.js';
import type { SparkSession } from '../spark/index.js';
import { hintAt } from './display/errors.js';
import { unknownTopicHint } from './unknown-topic.js';

/** What a course opens the parts of a sandbox with. */
export interface SandboxOpening<N extends ComponentName> {
  readonly id: string;
  /** For people: "notebook orders/03". */
  readonly purpose: string;
  readonly settings: Settings;
  readonly services: Services<N>;
  readonly folder: string;
  readonly reporter: Reporter;
  /** Closes what is put here with the sandbox. */
  readonly opened: CleanupStack;
}

/** What was sent at one time, by the producers' own account. */
export interface SandboxSendResult {
  readonly runId: string;
  readonly sent: Readonly<Record<string, SendResult>>;
}

/** A topic that a sandbox has for itself. */
export interface SandboxTopic {
  readonly bootstrapServers: string;
  readonly kafka: Kafka;
  readonly topic: string;
  /** Everything that was sent to the topic, in its order. */
  readonly sendResults: SandboxSendResult[];
}

/** Longer than the removal of a topic tries. */
const CLOSE_TOPIC_MS = 15_000;

let ownTopic: string | undefined;
hintAt((message) => unknownTopicHint(message, ownTopic));

/**
 * @param prefix What the topic's name begins with.
 * @throws StreambookError TOPIC_NOT_CREATED.
 */
export async function openSandboxTopic(
  { id, opened, ...opening }: SandboxOpening<'kafka'>,
  { prefix, layout }: { readonly prefix: string; readonly layout: TopicLayout },
): Promise<SandboxTopic> {
  const bootstrapServers = opening.services.kafka.address;
  const topic = await makeOwnTopic({ ...opening, label: id, prefix, layout });
  ownTopic = topic.name;
  const close = async () => {
    ownTopic = undefined;
    await topic[Symbol.asyncDispose]();
  };
  opened.defer("the sandbox's topic", close, CLOSE_TOPIC_MS);
  return { bootstrapServers, kafka: kafkaClient({ bootstrapServers }), topic: topic.name, sendResults: [] };
}

/** A Spark session that a sandbox has for itself, and where its streaming query writes. */
export interface SandboxSession {
  readonly spark: SparkSession;
  readonly outputFolder: string;
  readonly checkpointFolder: string;
}

/** @param config Settings of the session. */
export async function openSandboxSession(
  { settings, services, purpose, folder, opened }: SandboxOpening<'spark'>,
  config: Readonly<Record<string, string>> = {},
): Promise<SandboxSession> {
  const session = await openSession(settings, services, purpose);
  opened.defer("the sandbox's Spark session", () => session.close());
  const { spark } = session;
  await spark.conf.setAll(config);
  return { spark, outputFolder: join(folder, 'output'), checkpointFolder: join(folder, 'checkpoint') };
}
