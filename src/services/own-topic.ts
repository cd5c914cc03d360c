import { randomBytes } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { briefClient, kafkaClient } from '../kafka/client.js';
import { ensureTopic, removeTopics, type TopicLayout } from '../kafka/topics.js';
import { firstLine } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import { hold } from './holdings.js';
import { kafkaPlace, type Services } from './services.js';

export interface OwnTopicOptions {
  readonly settings: Settings;
  readonly services: Pick<Services, 'kafka'>;
  readonly reporter: Reporter;
  /** What the topic is for, as in {@link hold}. */
  readonly purpose: string;
  /** What its name begins with, so that a user of the cluster knows whose it is. */
  readonly prefix: string;
  /** What follows in its name: "20260131-093000-quick". */
  readonly label: string;
  readonly layout: TopicLayout;
  /** Leaves it there at the end. */
  readonly keep?: boolean;
}

/** A topic that nobody else uses. */
export interface OwnTopic extends AsyncDisposable {
  readonly name: string;
}

/** Kafka allows 249 characters; the folders of partitions have some more. */
const MAX_LABEL = 200;

/** Two users of one cluster may start the same experiment in the same second: the end of the name tells them apart. */
export function topicName(prefix: string, label: string): string {
  const readable = label.replace(/[^\w.-]/g, '-').slice(0, MAX_LABEL);
  return `${prefix}-${readable}-${randomBytes(3).toString('hex')}`;
}

/**
 * Makes a topic for one purpose; disposed of, it is removed. What a process that was killed has left is removed by the
 * next start.
 *
 * @throws StreambookError TOPIC_NOT_CREATED.
 */
export async function makeOwnTopic(options: OwnTopicOptions): Promise<OwnTopic> {
  const { settings, services, reporter, purpose, keep } = options;
  const name = topicName(options.prefix, options.label);
  const bootstrapServers = services.kafka.address;
  const forget = keep
    ? () => Promise.resolve()
    : await hold(settings.paths.held, purpose, { kind: 'topic', kafka: kafkaPlace(services), name });
  const remove = async () => {
    try {
      await removeTopics(briefClient({ bootstrapServers }), [name]);
      await forget();
    } catch (error) {
      reporter.line(`topic ${name} is not removed (the next start tries again): ${firstLine(error)}`);
    }
  };
  try {
    await ensureTopic(kafkaClient({ bootstrapServers }), name, options.layout);
  } catch (error) {
    await remove();
    throw error;
  }
  const leave = () => Promise.resolve(reporter.line(`topic ${name} is kept`));
  return { name, [Symbol.asyncDispose]: keep ? leave : remove };
}
