import { type Experiment, loadOf, plannedEvents } from '../config.js';
import { kafkaClient } from '../../../kafka/client.js';
import type { ProducerName } from '../data/event.js';
import { eventGenerator } from '../data/events.js';
import {
  describeTopic,
  latestOffsets,
  type PartitionOffsets,
  type TopicDescription,
} from '../../../kafka/topics.js';
import { produce, type ProduceOptions, type ProducerPlan } from '../../../producers/produce.js';
import { producerSection } from '../../../producers/section.js';
import type { SendResult } from '../../../producers/sender.js';
import { nowUs } from '../../../core/clock.js';
import { unlessAborted } from '../../../core/abort.js';
import { CleanupStack } from '../../../core/cleanup.js';
import { StreambookError } from '../../../core/errors.js';
import { makeOwnTopic } from '../../../services/own-topic.js';
import type { TrackerSummary } from '../../../streaming/tracker.js';
import type { OrdersContext } from '../context.js';
import { ORDERS_LAYOUT, ORDERS_TOPIC } from '../topic.js';
import { type Consumers, startConsumers } from './consumers.js';
import { warmUp } from './warm-up.js';
import { SECOND_US } from '../../../core/units.js';

/** What came of the load: enough to work out everything without services. */
export interface Load {
  /** The first scheduled send time, in microseconds since the epoch. */
  readonly startUs: number;
  /** Events intended before this, in the same unit, are left out of latencies. */
  readonly measureFromUs: number;
  readonly sent: { readonly valid: SendResult; readonly invalid: SendResult };
  readonly tracked: TrackerSummary;
  readonly consumers: Consumers;
  readonly brokerMessages: number;
  /** As the brokers describe it. */
  readonly topic: TopicDescription;
}

/** Producers begin this long after they are told to, so that both are connected by their first scheduled send time. */
const START_LEAD_US = 1_000_000;
/** Longer than the removal of a topic tries. */
const CLOSE_TOPIC_MS = 15_000;

type Kafka = ReturnType<typeof kafkaClient>;

const messagesBetween = (from: PartitionOffsets, to: PartitionOffsets) =>
  [...to].reduce((sum, [partition, end]) => sum + Number(end - (from.get(partition) ?? 0n)), 0);

/**
 * Sends the load through the pipeline until all of it is committed. With `backlog` the topic is filled first, and query
 * and tracker start on what is there.
 */
export async function runLoad(context: OrdersContext): Promise<Load> {
  const { experiment, runId, services, signal, log, keepTopic } = context;
  await using opened = new CleanupStack((what, error) => log.error(`${what} could not be closed`, error));
  const kafka = kafkaClient({ bootstrapServers: services.kafka.address });

  // 1. Cold JVMs are no part of what is asked.
  if (experiment.jvmWarmUpSeconds > 0) {
    await context.phase('warm_up', `${experiment.jvmWarmUpSeconds} s at most`, () =>
      warmUp({ ...context, kafka }, opened),
    );
  }

  // 2. A topic of the run's own: whatever else sends orders meanwhile is not in it.
  const ownTopic = await unlessAborted(
    signal,
    makeOwnTopic({
      ...context,
      purpose: `run ${runId}`,
      prefix: ORDERS_TOPIC,
      label: runId,
      layout: { ...ORDERS_LAYOUT, partitions: experiment.partitions },
      keep: keepTopic,
    }),
  );
  opened.defer("the run's topic", () => ownTopic[Symbol.asyncDispose](), CLOSE_TOPIC_MS);
  const topic = ownTopic.name;
  await context.add({ topics: [topic] });
  const startOffsets = await unlessAborted(signal, latestOffsets(kafka, topic));
  const start = async () => {
    const consumers = await context.phase('start_stream', 'streaming query and tracker', () =>
      startConsumers({ ...context, kafka, topic, startOffsets }, opened),
    );
    await context.add({ versions: { spark: consumers.sparkVersion } });
    return consumers;
  };
  let consumers = experiment.backlog ? undefined : await start();
  // 3. Both producers send side by side, each event at its scheduled time.
  const startUs = nowUs() + START_LEAD_US;
  // Events of a backlog have no schedule, so none is sent before the others.
  const excludedRampUpSeconds = experiment.backlog ? 0 : experiment.excludedRampUpSeconds;
  const measureFromUs = startUs + excludedRampUpSeconds * SECOND_US;
  consumers?.tracker.measureFrom(measureFromUs);
  const [valid, invalid] = await context.phase('produce', describeLoad(experiment), () =>
    sendLoad(context, kafka, { topic, startUs, excludedRampUpSeconds }),
  );
  consumers ??= await start();

  // 4. Query and tracker finish what was sent.
  const drained = await drain(context, { consumers, kafka, topic, startOffsets });
  const described = await unlessAborted(signal, describeTopic(kafka, topic));
  return { startUs, measureFromUs, sent: { valid, invalid }, consumers, topic: described, ...drained };
}

interface Draining {
  readonly consumers: Consumers;
  readonly kafka: Kafka;
  readonly topic: string;
  readonly startOffsets: PartitionOffsets;
}

function drain(
  { phase, reporter, signal }: OrdersContext,
  { consumers, kafka, topic, startOffsets }: Draining,
) {
  return phase('drain', 'until all that was sent is processed', async () => {
    const endOffsets = await latestOffsets(kafka, topic);
    const brokerMessages = messagesBetween(startOffsets, endOffsets);
    const bar = reporter.bar('processed', brokerMessages);
    const onRemaining = (messages: number) =>
      bar.update(Math.max(brokerMessages - messages, 0), `${messages} messages left`);
    try {
      const tracked = await consumers.drain(endOffsets, signal, onRemaining);
      return { tracked, brokerMessages };
    } finally {
      bar.stop();
    }
  });
}

function describeLoad(experiment: Experiment): string {
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond, load, backlog } = experiment;
  const planned = plannedEvents(experiment);
  if (backlog) return `${planned.valid} valid + ${planned.invalid} invalid events as fast as they go`;
  const shape = load.shape === 'constant' ? '' : `, ${load.shape}`;
  return `${durationSeconds} s at ${validEventsPerSecond} valid + ${invalidEventsPerSecond} invalid events/s${shape}`;
}

/** What a producer is to send: on its schedule, or for a backlog the same events without one. */
function plan(experiment: Experiment, producer: ProducerName): ProducerPlan<ProducerName> {
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond, backlog } = experiment;
  if (backlog) return { producer, maxEvents: plannedEvents(experiment)[producer] };
  const eventsPerSecond = producer === 'valid' ? validEventsPerSecond : invalidEventsPerSecond;
  return { producer, durationSeconds, eventsPerSecond, load: loadOf(experiment, producer) };
}

async function sendLoad(
  { experiment, runId, reporter, signal, add }: OrdersContext,
  kafka: Kafka,
  sending: Pick<ProduceOptions<ProducerName>, 'topic' | 'startUs' | 'excludedRampUpSeconds'>,
): Promise<readonly [SendResult, SendResult]> {
  const planned = plannedEvents(experiment);
  // A backlog is sent as fast as it goes; anything else has a schedule.
  const durationSeconds = experiment.backlog ? undefined : experiment.durationSeconds;
  const bar = reporter.bar('sent', planned.valid + planned.invalid, { durationSeconds });
  const soFar = { valid: 0, invalid: 0 };
  try {
    const [valid, invalid] = await produce(kafka, {
      runId,
      eventAt: eventGenerator(experiment),
      signal,
      ...sending,
      plans: [plan(experiment, 'valid'), plan(experiment, 'invalid')],
      onError: (producer, error, events) =>
        reporter.line(`${producer} producer: ${events} events not acknowledged: ${error.message}`),
      onReport: (producer, { generated }) => {
        soFar[producer] = generated;
        bar.update(soFar.valid + soFar.invalid, `${soFar.valid + soFar.invalid} events`);
      },
    });
    // Of a load that was cut short too: the report of a failed run has it.
    if (valid && invalid) await add({ sections: { producer: producerSection({ valid, invalid }) } });
    signal.throwIfAborted();
    if (valid === undefined || invalid === undefined) throw new Error('a producer left no result');
    bar.update(planned.valid + planned.invalid, `${valid.generated + invalid.generated} events`);
    if (valid.ended === 'brokers_gone' || invalid.ended === 'brokers_gone') {
      throw new StreambookError(
        'KAFKA_UNREACHABLE',
        'The brokers stopped answering while events were sent; see streambook logs',
      );
    }
    return [valid, invalid];
  } finally {
    bar.stop();
  }
}
