import type { Admin, ConfigResourceTypes, Kafka } from 'kafkajs';
import { waitFor } from '../core/deadline.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { unlessForbidden } from './rights.js';

const TOPIC_READY_TIMEOUT_MS = 20_000;

/** The offset of each partition at which the next message goes. */
export type PartitionOffsets = ReadonlyMap<number, bigint>;

/** Lends an admin client and disconnects it, whatever happens. */
export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

const TOPIC_KNOWN_TIMEOUT_MS = 3000;

/**
 * Waits a little for a topic that the broker asked may not have heard of yet.
 *
 * @throws StreambookError NO_TOPIC with the topics there are.
 */
export async function requireTopic(
  admin: Admin,
  topic: string,
  timeoutMs = TOPIC_KNOWN_TIMEOUT_MS,
): Promise<void> {
  let topics: readonly string[] = [];
  const isKnown = async () => (topics = await admin.listTopics()).includes(topic) || undefined;
  try {
    await waitFor(isKnown, { what: `the topic ${topic}`, timeoutMs });
  } catch (error) {
    // The brokers did not answer: whether there is such a topic is not known.
    if (!(error instanceof StreambookError) || error.cause !== undefined) throw error;
    const known = topics.filter((name) => !name.startsWith('__')).join(', ') || 'none';
    throw new StreambookError(
      'NO_TOPIC',
      `There is no topic "${topic}".${didYouMean(topic, topics)} There are ${known}`,
    );
  }
}

export interface TopicState {
  readonly partitions: number;
  readonly replication: number;
}

/** How a topic is made. */
export interface TopicLayout {
  readonly partitions: number;
  /** Copies of each partition; where there are fewer brokers, one on each. */
  readonly replication: number;
}

/**
 * The brokers timestamp messages when they append them: the producer's own timestamps travel in headers. One replica is
 * enough to write, so that sending goes on while one of two brokers is down.
 */
const TOPIC_SETTINGS = [
  { name: 'min.insync.replicas', value: '1' },
  { name: 'message.timestamp.type', value: 'LogAppendTime' },
];

/**
 * Makes a topic, or uses it as it is when it is there. Settles when every partition has a leader.
 *
 * @throws StreambookError TOPIC_NOT_CREATED with what Kafka says.
 */
export async function ensureTopic(kafka: Kafka, topic: string, layout: TopicLayout): Promise<TopicState> {
  return withAdmin(kafka, async (admin) => {
    if (!(await admin.listTopics()).includes(topic)) await createTopic(admin, topic, layout);
    return waitFor(() => topicState(admin, topic), {
      what: `every partition of ${topic} has a leader`,
      timeoutMs: TOPIC_READY_TIMEOUT_MS,
    });
  });
}

/** @throws StreambookError TOPIC_NOT_CREATED; a topic that is there already is no error. */
async function createTopic(admin: Admin, topic: string, layout: TopicLayout): Promise<void> {
  const { brokers } = await admin.describeCluster();
  try {
    await admin.createTopics({
      waitForLeaders: false,
      topics: [
        {
          topic,
          numPartitions: layout.partitions,
          replicationFactor: Math.min(layout.replication, brokers.length),
          configEntries: TOPIC_SETTINGS,
        },
      ],
    });
  } catch (error) {
    // kafkajs gathers what is wrong with each topic.
    const [reason = error] = hasErrors(error) ? error.errors : [];
    throw new StreambookError(
      'TOPIC_NOT_CREATED',
      `Kafka did not create topic ${topic}: ${firstLine(reason)}; its user must be allowed to create and delete ${topic}`,
      { cause: error },
    );
  }
}

const hasErrors = (error: unknown): error is { readonly errors: readonly unknown[] } =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors);

/** Removes those of the topics that are there, and returns their names: kafkajs asks again and again for one that is not. */
export async function removeTopics(kafka: Kafka, topics: readonly string[]): Promise<readonly string[]> {
  return withAdmin(kafka, async (admin) => {
    const there = new Set(await admin.listTopics());
    const doomed = topics.filter((topic) => there.has(topic));
    if (doomed.length > 0) await admin.deleteTopics({ topics: doomed });
    return doomed;
  });
}

async function topicState(admin: Admin, topic: string): Promise<TopicState | undefined> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  if (partitions.length === 0 || partitions.some(({ leader }) => leader < 0)) return undefined;
  return {
    partitions: partitions.length,
    replication: Math.min(...partitions.map(({ replicas }) => replicas.length)),
  };
}

/** Where the next message of each partition will go: the end of the topic now. @throws StreambookError NO_TOPIC. */
export async function latestOffsets(kafka: Kafka, topic: string): Promise<PartitionOffsets> {
  const available = await withAdmin(kafka, (admin) => availableOffsets(admin, topic));
  return new Map(available.map(({ partition, high }) => [partition, high] as const));
}

/** The first offset of a partition that is there, and the first that is not yet. */
export interface AvailableOffsets {
  readonly partition: number;
  readonly low: bigint;
  readonly high: bigint;
}

/**
 * Asks until every partition answers: one that has just been made, or has lost its leader, cannot at once.
 *
 * @throws StreambookError NO_TOPIC with the topics there are; KAFKA_FORBIDDEN.
 */
export async function availableOffsets(admin: Admin, topic: string): Promise<readonly AvailableOffsets[]> {
  // Asked for the offsets of a topic that is not there, kafkajs may try for its whole patience.
  await requireTopic(admin, topic);
  const what = `the offsets of ${topic}`;
  const offsets = await waitFor(() => unlessForbidden(what, () => admin.fetchTopicOffsets(topic)), {
    what,
    timeoutMs: TOPIC_READY_TIMEOUT_MS,
  });
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }))
    .sort((left, right) => left.partition - right.partition);
}

/** `ConfigResourceTypes.TOPIC`, which kafkajs does not export by name to ES modules. */
const TOPIC_RESOURCE: ConfigResourceTypes.TOPIC = 2;

/** A topic as the brokers describe it, with the settings that are not the default. */
export interface TopicDescription extends TopicState {
  readonly name: string;
  readonly settings: Record<string, string>;
}

export async function describeTopic(kafka: Kafka, name: string): Promise<TopicDescription> {
  return withAdmin(kafka, async (admin) => {
    const state = await waitFor(() => topicState(admin, name), {
      what: `every partition of ${name} has a leader`,
      timeoutMs: TOPIC_READY_TIMEOUT_MS,
    });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: TOPIC_RESOURCE, name }],
    });
    const entries = resources[0]?.configEntries ?? [];
    const settings = entries.filter(({ isDefault }) => !isDefault);
    return {
      ...state,
      name,
      settings: Object.fromEntries(settings.map(({ configName, configValue }) => [configName, configValue])),
    };
  });
}
