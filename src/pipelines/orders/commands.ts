import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { FAULT_TYPES, type FaultType } from './data/fault-types.js';
import { resolveSettings, type Settings } from '../../config/settings.js';
import { kafkaClient } from '../../kafka/client.js';
import type { Measurements } from '../../producers/measurements.js';
import { produce } from '../../producers/produce.js';
import { producerCounts } from '../../producers/section.js';
import { unlessAborted } from '../../core/abort.js';
import { CleanupStack } from '../../core/cleanup.js';
import { firstLine, StreambookError } from '../../core/errors.js';
import { newRunId } from '../../runs/store.js';
import { runningServices } from '../../services/status.js';
import type { Services } from '../../services/services.js';
import { openSession } from '../../services/session.js';
import { watchServices } from '../../services/watch.js';
import type { StreamingQuery } from '../../spark/index.js';
import { assertQueryRuns } from '../../streaming/query-failure.js';
import { eventGenerator } from './data/events.js';
import { startValidationQuery } from './jobs/validation-query.js';
import { ensureOrdersTopic, ORDERS_TOPIC } from './topic.js';
import type { TrackerFigures } from '../../streaming/tracker-counts.js';
import { startTracker } from '../../streaming/tracker.js';
import { positiveInteger, positiveNumber, secondsOrZero, seedNumber } from '../../config/option-values.js';
import { trackerSection } from '../../streaming/tracker-section.js';
import { percentilesLine } from '../../stats/percentiles-line.js';

interface ProduceOptions {
  readonly invalid?: boolean;
  readonly eventsPerSecond?: number;
  readonly maxEvents?: number;
  readonly durationSeconds?: number;
  readonly reportEverySeconds: number;
  readonly seed: number;
  readonly faultType?: readonly FaultType[];
  readonly json?: boolean;
}

async function kafkaOf(settings: Settings) {
  const { address: bootstrapServers } = (await runningServices(settings)).kafka;
  const onClientError = (message: string) => void process.stderr.write(`kafka: ${message}\n`);
  return kafkaClient({ bootstrapServers, onClientError });
}

function producerLine(figures: Measurements): string {
  const { sent_ok: ok, sent_error: failed, throughput_eps: eps, ack_ms: ack } = producerCounts(figures);
  return `acknowledged ${ok}, failed ${failed}, ${eps} events/s; latency to the acknowledgement ${percentilesLine(ack)}`;
}

async function produceCommand(options: ProduceOptions, signal: AbortSignal): Promise<void> {
  const { invalid, eventsPerSecond, maxEvents, durationSeconds, reportEverySeconds, seed } = options;
  const kafka = await kafkaOf(resolveSettings());
  await ensureOrdersTopic(kafka);
  const producer = invalid ? 'invalid' : 'valid';
  const [result] = await produce(kafka, {
    runId: newRunId('produce', new Date()),
    topic: ORDERS_TOPIC,
    eventAt: eventGenerator({
      seed,
      referenceDate: '2026-01-31',
      faultTypes: options.faultType ?? FAULT_TYPES,
    }),
    plans: [{ producer, eventsPerSecond, maxEvents, durationSeconds }],
    signal,
    reportEverySeconds,
    onError: (_, error, events) =>
      void process.stderr.write(`${events} events not acknowledged: ${error.message}\n`),
    onReport: (_, soFar) => void process.stderr.write(`${producerLine(soFar)}\n`),
  });
  if (result === undefined) return;
  console.log(options.json ? JSON.stringify(producerCounts(result), null, 2) : producerLine(result));
  if (result.sentError > 0) {
    throw new StreambookError(
      'SEND_FAILED',
      `${result.sentError} of ${result.generated} events were not acknowledged`,
    );
  }
}

function trackerLine(figures: TrackerFigures): string {
  const { processed, errors, commits, throughput_eps: eps, end_to_end_ms: latency } = trackerSection(figures);
  return `read ${processed} (${errors} not JSON), ${commits} commits, ${eps} events/s; latency to the tracker ${percentilesLine(latency)}`;
}

interface TrackOptions {
  readonly group: string;
  readonly commitEvery: number;
  readonly durationSeconds?: number;
  readonly reportEverySeconds: number;
  readonly json?: boolean;
}

async function track(options: TrackOptions, signal: AbortSignal): Promise<void> {
  const kafka = await kafkaOf(resolveSettings());
  await ensureOrdersTopic(kafka);
  const tracker = await startTracker(kafka, {
    groupId: options.group,
    topic: ORDERS_TOPIC,
    commitEvery: options.commitEvery,
    reportEverySeconds: options.reportEverySeconds,
    onReport: (soFar) => void process.stderr.write(`${trackerLine(soFar)}\n`),
    signal,
  });
  const { durationSeconds } = options;
  const timer =
    durationSeconds === undefined ? undefined : setTimeout(() => tracker.stop(), durationSeconds * 1000);
  const summary = await tracker.finished.finally(() => clearTimeout(timer));
  console.log(options.json ? JSON.stringify(trackerSection(summary), null, 2) : trackerLine(summary));
}

interface StreamOptions {
  readonly name: string;
  readonly triggerIntervalSeconds: number;
  readonly durationSeconds?: number;
}

const STREAM_REPORT_MS = 5000;

const say = (line: string) => void process.stderr.write(`${line}\n`);

/**
 * Runs the job until it is stopped; started again under the same name it goes on from its checkpoint.
 *
 * @throws StreambookError SERVICE_DIED within seconds of the death of a service without which it cannot go on; QUERY_FAILED;
 *   QUERY_STOPPED.
 */
async function stream(options: StreamOptions, signal: AbortSignal): Promise<void> {
  const settings = resolveSettings();
  const services = await runningServices(settings);
  await using opened = new CleanupStack((what, error) =>
    say(`${what} could not be closed in order: ${firstLine(error)}`),
  );
  const loss = new AbortController();
  const until = AbortSignal.any([signal, loss.signal]);
  const beganMs = performance.now();
  const watch = watchServices({
    settings,
    services,
    secondsNow: () => (performance.now() - beganMs) / 1000,
    onChange: (service, what) => say(`! ${service} ${what}`),
    onLost: (error) => loss.abort(error),
  });
  opened.defer('the watch over the services', () => watch[Symbol.asyncDispose]());
  try {
    const starting = startStream(options, settings, services, opened);
    // Given up or not: what it has opened can be closed only after it.
    opened.defer('the start of the query', () => starting.catch(() => undefined));
    const query = await unlessAborted(until, starting);
    const endMs = performance.now() + (options.durationSeconds ?? Infinity) * 1000;
    while (!until.aborted && performance.now() < endMs) {
      await assertQueryRuns(query, { signal: until });
      const progress = await query.lastProgress({ signal: until });
      const inMs = progress?.durationMs['triggerExecution'] ?? 0;
      if (progress) say(`batch ${progress.batchId}: ${progress.numInputRows} rows in ${inMs} ms`);
      const pauseMs = Math.min(STREAM_REPORT_MS, endMs - performance.now());
      await sleep(pauseMs, undefined, { signal: until }).catch(() => undefined);
    }
  } catch (error) {
    // Ctrl-C is the end that was asked for; what it cut off fails in many ways.
    if (!signal.aborted) throw error;
  }
  if (!signal.aborted) loss.signal.throwIfAborted();
}

async function startStream(
  { name, triggerIntervalSeconds }: StreamOptions,
  settings: Settings,
  services: Services,
  opened: CleanupStack,
): Promise<StreamingQuery> {
  const bootstrapServers = services.kafka.address;
  await ensureOrdersTopic(kafkaClient({ bootstrapServers }));
  const folder = join(settings.paths.streams, name);
  await mkdir(folder, { recursive: true });
  const session = await openSession(settings, services, `stream ${name}`);
  // The session's end is the query's end. Asking the query itself would wait ten minutes for a Spark that is gone.
  opened.defer('the Spark session', () => session.close());
  const query = await startValidationQuery(session.spark, {
    bootstrapServers,
    topic: ORDERS_TOPIC,
    startingOffsets: 'earliest',
    triggerIntervalSeconds,
    ordersFolder: join(folder, 'orders'),
    checkpointFolder: join(folder, 'checkpoint'),
  });
  say(`query ${query.id} writes to ${folder}; Ctrl-C stops it`);
  return query;
}

function faultTypes(text: string): readonly FaultType[] {
  return text.split(',').map((name) => {
    const faultType = FAULT_TYPES.find((candidate) => candidate === name.trim());
    if (faultType === undefined) throw new InvalidArgumentError(`Allowed are ${FAULT_TYPES.join(', ')}.`);
    return faultType;
  });
}

function streamName(text: string): string {
  if (!/^[\w-]+$/.test(text)) throw new InvalidArgumentError('Allowed are letters, digits, - and _.');
  return text;
}

/** `produce`, `track`, `stream`: the parts of an experiment, each by itself, on services that run. */
export function addCommands(program: Command, signal: AbortSignal): void {
  const durationOption = () =>
    new Option('--duration-seconds <seconds>', 'stop after this time').argParser(positiveNumber);
  const reportOption = (seconds: number) =>
    new Option('--report-every-seconds <seconds>', 'time between two lines of figures')
      .argParser(positiveNumber)
      .default(seconds);

  program
    .command('produce')
    .description('send seeded orders to Kafka until a limit or Ctrl-C')
    .option('--invalid', 'corrupt every order')
    .option('--events-per-second <rate>', 'pace; as fast as possible when absent', positiveNumber)
    .option('--max-events <count>', 'stop after this many', positiveInteger)
    .addOption(durationOption())
    .addOption(reportOption(1))
    .option('--seed <number>', 'same seed, same orders', seedNumber, 42)
    .option(
      '--fault-type <types>',
      'fault types to draw from, separated by commas (with --invalid)',
      faultTypes,
    )
    .option('--json', 'print the figures as JSON')
    .action((options: ProduceOptions) => produceCommand(options, signal));

  program
    .command('track')
    .description('consume the orders with manual commits and measure; goes on where its group committed')
    .option('--group <id>', 'consumer group', 'streambook-tracker')
    .option('--commit-every <count>', 'messages between two commits', positiveInteger, 100)
    .addOption(durationOption())
    .addOption(reportOption(5))
    .option('--json', 'print the summary as JSON')
    .action((options: TrackOptions) => track(options, signal));

  program
    .command('stream')
    .description('run the streaming job alone, from the earliest order; goes on from its checkpoint')
    .option('--name <name>', 'folder in data/streams', streamName, 'default')
    .option(
      '--trigger-interval-seconds <seconds>',
      'micro-batch interval; 0 is as soon as possible',
      secondsOrZero,
      0,
    )
    .addOption(durationOption())
    .action((options: StreamOptions) => stream(options, signal));
}
