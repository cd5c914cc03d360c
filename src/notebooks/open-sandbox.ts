import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BaseExperiment } from '../config/experiment.js';
import { resolveSettings, type Settings } from '../config/settings.js';
import { checkArguments } from '../core/arguments.js';
import { CleanupStack } from '../core/cleanup.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { kafkaClient } from '../kafka/client.js';
import { hold } from '../services/holdings.js';
import { makeOwnTopic } from '../services/own-topic.js';
import { openSession } from '../services/session.js';
import { startServices } from '../services/start.js';
import { SANDBOX } from './arguments.js';
import type { Course } from './course.js';
import { hintAt } from './display/errors.js';
import { atKernelEnd } from './display/kernel-end.js';
import { cellReporter } from './display/progress.js';
import type { Exercise } from './exercises/exercise.js';
import type { ParameterValues } from './parameters.js';
import type { Sandbox } from './sandbox.js';
import { listNotebooks } from './source.js';
import { unknownTopicHint } from './unknown-topic.js';

interface OpenSandbox {
  readonly sandbox: Sandbox;
  /** Those of the sandbox's course. */
  readonly exercises: readonly Exercise[];
}

/** Longer than the removal of a topic tries. */
const CLOSE_TOPIC_MS = 15_000;

let current: OpenSandbox | undefined;
hintAt((message) => unknownTopicHint(message, current?.sandbox.topic));
atKernelEnd(async () => current?.sandbox.close());

/** The sandbox that was opened last. */
export const currentSandbox = (): OpenSandbox | undefined => current;

/** @throws StreambookError BAD_ARGUMENT with the numbers that the course's notebooks have. */
async function checkNumber({ paths }: Settings, pipeline: string, number: string): Promise<void> {
  const notebooks = await listNotebooks(join(paths.notebooks, pipeline));
  const known = notebooks.flatMap(({ name }) => /^\d\d(?=-)/.exec(name) ?? []);
  if (known.includes(number)) return;
  throw new StreambookError(
    'BAD_ARGUMENT',
    `openSandbox: there is no notebook "${number}". There are ${known.map((name) => `"${name}"`).join(', ')}`,
  );
}

/**
 * Opens a sandbox for a notebook of a course: makes sure that the services are up, and gives it a topic, a Spark session
 * and folders of its own. The one that was open before is closed.
 *
 * @param number The notebook's number: "03".
 * @throws StreambookError BAD_ARGUMENT, UNKNOWN_EXPERIMENT, BAD_EXPERIMENT, and those of {@link startServices}.
 */
export async function openSandboxOf<C extends BaseExperiment, R>(
  course: Course<C, R>,
  number: string,
  parameters: ParameterValues,
): Promise<Sandbox<C, R>> {
  checkArguments('openSandbox', { number: z.string(), parameters: course.parameters }, number, parameters);
  const settings = resolveSettings();
  await checkNumber(settings, course.pipeline.name, number);
  const experiment = await course.experimentWith(settings.paths, parameters);
  await current?.sandbox.close();
  const reporter = cellReporter();
  reporter.line(`sandbox ${number}: joining Kafka and Spark`);
  const services = await startServices({ settings, reporter });
  const bootstrapServers = services.kafka.address;
  const kafka = kafkaClient({ bootstrapServers });
  const id = `sandbox-${number}-${process.pid}-${Date.now().toString(36)}`;
  const purpose = `notebook ${course.pipeline.name}/${number}`;
  const folder = join(settings.paths.streams, id);
  const opened = new CleanupStack((what, error) =>
    reporter.line(`${what} could not be closed: ${firstLine(error)}`),
  );
  const open = async () => {
    const forgetFolder = await hold(settings.paths.held, purpose, { kind: 'folder', path: folder });
    opened.defer("the sandbox's folder", async () => {
      await rm(folder, { recursive: true, force: true });
      await forgetFolder();
    });
    const ownTopic = await makeOwnTopic({
      settings,
      services,
      reporter,
      purpose,
      label: id,
      ...course.topic,
    });
    opened.defer("the sandbox's topic", () => ownTopic[Symbol.asyncDispose](), CLOSE_TOPIC_MS);
    const session = await openSession(settings, services, purpose);
    opened.defer("the sandbox's Spark session", () => session.close());
    await session.spark.conf.setAll(course.sparkSettings);
    return { topic: ownTopic.name, spark: session.spark };
  };
  const close = () => opened[Symbol.asyncDispose]();
  // What was opened before a failure does not stay for as long as the kernel lives.
  const { topic, spark } = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const sandbox: Sandbox<C, R> = {
    number,
    id,
    experiment,
    settings,
    services,
    bootstrapServers,
    kafka,
    spark,
    topic,
    folder,
    outputFolder: join(folder, 'output'),
    checkpointFolder: join(folder, 'checkpoint'),
    sendResults: [],
    state: new Map(),
    pipeline: course.pipeline,
    runs: {},
    close,
  };
  current = { sandbox, exercises: course.exercises };
  reporter.line(`ready: brokers at ${bootstrapServers}, Spark at ${services.spark.address.toString()}`);
  return sandbox;
}

/** Ends a sandbox: its Spark session with all queries, its topic and its files. Exercises cannot be checked any more. */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  checkArguments('closeSandbox', { sandbox: SANDBOX }, sandbox);
  await sandbox.close();
  if (current?.sandbox === sandbox) current = undefined;
}
