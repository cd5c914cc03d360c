import { CompressionTypes, type Kafka, type Producer } from 'kafkajs';
import { firstLine, StreambookError } from '../runtime/errors.js';
import { encodeProduceRequests } from './produce-request.js';
import type { RecordContent } from './record-batch.js';
import { withAdmin } from './topics.js';

export type Compression = 'none' | 'gzip';

export interface DeliveryOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly compression: Compression;
}

/** A message that knows its partition. */
export type PlacedMessage = RecordContent & { readonly partition: number };

/** Idempotent sending with `acks=all`. */
export interface Delivery {
  readonly partitionCount: number;
  /**
   * Settles when all replicas in sync have the messages; all of them must be of this one partition.
   *
   * @returns When the broker appended them, in milliseconds since the epoch; undefined where the topic keeps other times.
   */
  deliver(partition: number, messages: readonly PlacedMessage[]): Promise<number | undefined>;
  close(): Promise<void>;
}

/** How long a broker may wait for the other replicas before it answers that it is still waiting. */
const ACK_TIMEOUT_MS = 6000;
const ALL_REPLICAS = -1;

/**
 * Opens a producer for a topic.
 *
 * Two habits of kafkajs 2.2 shape this. A call that spans partitions forgets, when one of the leaders dies,
 * the part that moved to a broker that had already answered, and still reports success; so a call carries one
 * partition. And after a final failure nobody knows whether the broker stored the batch, while its sequence
 * numbers are free again; so the producer is replaced by one with a new producer id, and nothing sent
 * later can be mistaken for the failed batch.
 */
export async function openDelivery({ kafka, topic, compression }: DeliveryOptions): Promise<Delivery> {
  encodeProduceRequests();
  const opened: Producer[] = [];
  const open = async (): Promise<Producer> => {
    const producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    opened.push(producer);
    return producer;
  };

  const partitionCount = await countPartitions(kafka, topic);
  let current: Promise<Producer> | undefined = open();
  await current;
  const compressionType = compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None;

  return {
    partitionCount,
    async deliver(partition, messages) {
      const used = (current ??= open());
      try {
        const producer = await used;
        const [appended] = await producer.send({
          topic,
          acks: ALL_REPLICAS,
          timeout: ACK_TIMEOUT_MS,
          compression: compressionType,
          messages: [...messages],
        });
        // -1 says that the topic's timestamps are the client's.
        const appendedMs = Number(appended?.logAppendTime ?? -1);
        return appendedMs < 0 ? undefined : appendedMs;
      } catch (thrown) {
        if (used === current) current = undefined;
        throw new StreambookError('SEND_FAILED', `partition ${partition} of ${topic}: ${firstLine(thrown)}`, {
          cause: thrown,
        });
      }
    },
    async close() {
      await Promise.allSettled(opened.map((producer) => producer.disconnect()));
    },
  };
}

async function countPartitions(kafka: Kafka, topic: string): Promise<number> {
  const { topics } = await withAdmin(kafka, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
  return topics[0]?.partitions.length ?? 0;
}
