import type { Kafka, PartitionMetadata, Producer } from 'kafkajs';
import { firstLine, StreambookError } from '../core/errors.js';
import { type SendBatch, sharedRequests } from './shared-requests.js';
import { withAdmin } from './topics.js';

export interface IdempotentProducerOptions {
  readonly kafka: Kafka;
  readonly topic: string;
}

/** Sends to one topic with `acks=all`; a batch that is sent again is stored once. */
export interface IdempotentProducer {
  readonly partitionCount: number;
  /**
   * Settles when all replicas in sync have the records, which are what `encodeRecord` made. One call for a partition
   * must have settled before the next; calls for several partitions in the same turn share requests.
   *
   * @returns When the broker appended them, in milliseconds since the epoch; undefined where the topic keeps other times.
   */
  send(partition: number, records: readonly Buffer[]): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Where Kafka's sequence numbers start again from zero. */
const SEQUENCE_END = 2 ** 31;

/** An idempotent producer and, by partition, the sequence number of its next record. */
interface Numbered {
  readonly sendBatch: SendBatch;
  readonly nextSequence: number[];
}

/**
 * Opens a producer for a topic.
 *
 * After a final failure nobody knows whether the broker stored the batch, so neither what its next sequence number is; so
 * the producer is replaced by one with a new producer id, and nothing sent later can be mistaken for the failed batch.
 */
export async function openIdempotentProducer({
  kafka,
  topic,
}: IdempotentProducerOptions): Promise<IdempotentProducer> {
  const opened: Producer[] = [];
  const partitions = await partitionsOf(kafka, topic);
  const leaders = new Map(partitions.map(({ partitionId, leader }) => [partitionId, leader]));
  const open = async (): Promise<Numbered> => {
    const producer = kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    // Before it is connected: one that may not write fails when it has a connection.
    opened.push(producer);
    await producer.connect();
    const sendBatch = sharedRequests({ producer, topic, leaderOf: (partition) => leaders.get(partition) });
    return { sendBatch, nextSequence: [] };
  };

  const close = async () => {
    await Promise.allSettled(opened.map((producer) => producer.disconnect()));
  };

  let current: Promise<Numbered> | undefined = open();
  try {
    await current;
  } catch (error) {
    await close();
    throw error;
  }

  return {
    partitionCount: partitions.length,
    async send(partition, records) {
      const used = (current ??= open());
      try {
        const { sendBatch, nextSequence } = await used;
        const firstSequence = nextSequence[partition] ?? 0;
        const { logAppendTime } = await sendBatch({ partition, value: null, records, firstSequence });
        nextSequence[partition] = (firstSequence + records.length) % SEQUENCE_END;
        // -1 says that the topic's timestamps are the client's.
        const appendedMs = Number(logAppendTime ?? -1);
        return appendedMs < 0 ? undefined : appendedMs;
      } catch (thrown) {
        if (used === current) current = undefined;
        throw new StreambookError('SEND_FAILED', `partition ${partition} of ${topic}: ${firstLine(thrown)}`, {
          cause: thrown,
        });
      }
    },
    close,
  };
}

async function partitionsOf(kafka: Kafka, topic: string): Promise<readonly PartitionMetadata[]> {
  const { topics } = await withAdmin(kafka, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
  return topics[0]?.partitions ?? [];
}
