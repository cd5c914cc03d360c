import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { changedExperiment } from '../../../config/experiment.js';
import { SEED_MAX } from '../../../config/experiment.js';
import { type Experiment, ordersKind } from '../config.js';
import { DEFAULT_EXPERIMENT, loadExperiment } from '../experiments.js';
import { resolveSettings, type Settings } from '../../../config/settings.js';
import { z } from 'zod';
import { atKernelEnd } from '../../../notebooks/display/kernel-end.js';
import { hintAt } from '../../../notebooks/display/errors.js';
import { cellReporter } from '../../../notebooks/display/progress.js';
import { kafkaClient } from '../../../kafka/client.js';
import { checkArguments } from '../../../core/arguments.js';
import { StreambookError } from '../../../core/errors.js';
import type { SendResult } from '../../../producers/sender.js';
import type { Services } from '../../../services/services.js';
import { startServices } from '../../../services/start.js';
import { hold } from '../../../services/holdings.js';
import { makeOwnTopic } from '../../../services/own-topic.js';
import { openSession } from '../../../services/session.js';
import type { SparkSession } from '../../../spark/index.js';
import { sessionSettings } from '../jobs/validation-query.js';
import { SANDBOX } from './arguments.js';
import type { RunData } from './run-data.js';
import { ORDERS_LAYOUT, ORDERS_TOPIC } from '../topic.js';
import { unknownTopicHint } from './unknown-topic.js';

/** What a notebook's parameters cell decides; what is absent is as in {@link SANDBOX_DEFAULTS}. */
export interface SandboxParameters {
  /** Name of an experiment. */
  readonly experiment?: string;
  readonly seed?: number;
  /** Valid orders per second; a tenth as many invalid ones come on top. */
  readonly rate?: number;
  /** Seconds for which the producers send. */
  readonly duration?: number;
}

/** Orders that a sandbox has sent, by the producer's own account. */
export interface OrderSendResult {
  readonly runId: string;
  readonly sent: { readonly valid: SendResult; readonly invalid: SendResult };
}

/**
 * A notebook at work: services that are up, and a topic, a Spark session and folders of its own, so that notebooks and
 * the command line never meet.
 */
export interface Sandbox {
  /** Number of the notebook: "03". */
  readonly number: string;
  readonly id: string;
  /** What the producers send; the parameters are in it. */
  readonly experiment: Experiment;
  readonly settings: Settings;
  readonly services: Services;
  readonly bootstrapServers: string;
  readonly kafka: Kafka;
  readonly spark: SparkSession;
  readonly topic: string;
  /** Where this sandbox's queries write, as Spark sees it. */
  readonly folder: string;
  readonly outputFolder: string;
  readonly checkpointFolder: string;
  /** Everything that was sent to the topic, in its order. */
  readonly sendResults: OrderSendResult[];
  /** What cells have found out that exercises ask for later. */
  readonly state: Map<string, number | string | readonly number[]>;
  /** The runs that cells have looked at. */
  readonly runs: { shared?: RunData; own?: RunData };
  /** Ends the session with all its queries, and removes topic and folder. */
  readonly close: () => Promise<void>;
}

/** What parameters are when they are not given; the notebooks' parameters cells say the same. */
export const SANDBOX_DEFAULTS = {
  experiment: DEFAULT_EXPERIMENT,
  seed: 42,
  rate: 200,
  duration: 15,
} as const satisfies Required<SandboxParameters>;

let current: Sandbox | undefined;
hintAt((message) => unknownTopicHint(message, current?.topic));
atKernelEnd(async () => current?.close());

/** The sandbox that was opened last. */
export const currentSandbox = (): Sandbox | undefined => current;

const PARAMETERS = z.strictObject({
  experiment: z.string().min(1).optional(),
  seed: z.int().min(0).max(SEED_MAX).optional(),
  rate: z.number().positive().max(1_000_000).optional(),
  duration: z.number().positive().max(86_400).optional(),
} satisfies Record<keyof SandboxParameters, z.ZodType>);

/** @throws StreambookError BAD_ARGUMENT with the numbers that the course's notebooks have. */
async function checkNumber({ paths }: Settings, number: string): Promise<void> {
  const known = (await readdir(paths.notebooks)).flatMap((name) => /^\d\d(?=-)/.exec(name) ?? []).sort();
  if (known.includes(number)) return;
  throw new StreambookError(
    'BAD_ARGUMENT',
    `openSandbox: there is no notebook "${number}". There are ${known.map((name) => `"${name}"`).join(', ')}`,
  );
}

/** The experiment that a sandbox's parameters ask for. */
export async function sandboxExperiment(
  { paths }: Settings,
  parameters: SandboxParameters,
): Promise<Experiment> {
  const { experiment, seed, rate, duration } = { ...SANDBOX_DEFAULTS, ...parameters };
  const changes = {
    seed,
    durationSeconds: duration,
    validEventsPerSecond: rate,
    invalidEventsPerSecond: rate / 10,
  };
  const base = await loadExperiment(paths.experiments, experiment);
  return changedExperiment(ordersKind, base, changes, 'parameters');
}

/**
 * Opens a sandbox: makes sure that the services are up, and gives the notebook a topic, a Spark session and folders of
 * its own. Called again, it starts again with a new sandbox.
 *
 * @param number The notebook's number: "03".
 * @throws StreambookError BAD_ARGUMENT, UNKNOWN_EXPERIMENT, BAD_EXPERIMENT, and those of {@link startServices}.
 */
export async function openSandbox(number: string, parameters: SandboxParameters = {}): Promise<Sandbox> {
  checkArguments('openSandbox', { number: z.string(), parameters: PARAMETERS }, number, parameters);
  const settings = resolveSettings();
  await checkNumber(settings, number);
  const experiment = await sandboxExperiment(settings, parameters);
  await current?.close();
  const reporter = cellReporter();
  reporter.line(`sandbox ${number}: joining Kafka and Spark`);
  const services = await startServices({ settings, reporter });
  const bootstrapServers = services.kafka.address;
  const kafka = kafkaClient({ bootstrapServers });
  const id = `sandbox-${number}-${process.pid}-${Date.now().toString(36)}`;
  const purpose = `notebook ${number}`;
  const folder = join(settings.paths.streams, id);
  const forgetFolder = await hold(settings.paths.held, purpose, { kind: 'folder', path: folder });
  const ownTopic = await makeOwnTopic({
    ...{ settings, services, reporter, purpose },
    ...{ prefix: ORDERS_TOPIC, label: id, layout: ORDERS_LAYOUT },
  });
  const session = await openSession(settings, services, purpose);
  const { spark } = session;
  await spark.conf.setAll(sessionSettings(false));
  current = {
    ...{ number, id, experiment, settings, services, bootstrapServers, kafka, spark, folder },
    topic: ownTopic.name,
    outputFolder: join(folder, 'orders'),
    checkpointFolder: join(folder, 'checkpoint'),
    sendResults: [],
    state: new Map(),
    runs: {},
    async close() {
      await session.close();
      await ownTopic[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
      await forgetFolder();
    },
  };
  reporter.line(`ready: brokers at ${bootstrapServers}, Spark at ${services.spark.address.toString()}`);
  return current;
}

/** Ends a sandbox: its Spark session with all queries, its topic and its files. Exercises cannot be checked any more. */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  checkArguments('closeSandbox', { sandbox: SANDBOX }, sandbox);
  await sandbox.close();
  if (current === sandbox) current = undefined;
}
