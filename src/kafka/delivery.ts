import type { Kafka, Message, Producer } from 'kafkajs';
import { firstLine, StreambookError } from '../runtime/errors.js';
import { type BatchMessage, teachBatchMessages } from './produce-request.js';
import { withAdmin } from './topics.js';

export interface DeliveryOptions {
  readonly kafka: Kafka;
  readonly topic: string;
}

/** Idempotent sending with `acks=all`. */
export interface Delivery {
  readonly partitionCount: number;
  /**
   * Settles when all replicas in sync have the records, which are what `encodeRecord` made. One call for a partition
   * must have settled before the next.
   *
   * @returns When the broker appended them, in milliseconds since the epoch; undefined where the topic keeps other times.
   */
  deliver(partition: number, records: readonly Buffer[]): Promise<number | undefined>;
  close(): Promise<void>;
}

/** How long a broker may wait for the other replicas before it answers that it is still waiting. */
const ACK_TIMEOUT_MS = 6000;
const ALL_REPLICAS = -1;
/** Where Kafka's sequence numbers start again from zero. */
const SEQUENCE_END = 2 ** 31;

/** An idempotent producer and, by partition, the sequence number of its next record. */
interface Numbered {
  readonly producer: Producer;
  readonly nextSequence: number[];
}

/**
 * Opens a producer for a topic.
 *
 * Two habits of kafkajs 2.2 shape this. A call that spans partitions forgets, when one of the leaders dies,
 * the part that moved to a broker that had already answered, and still reports success; so a call carries one
 * partition. And after a final failure nobody knows whether the broker stored the batch, so neither what its next
 * sequence number is; so the producer is replaced by one with a new producer id, and nothing sent later can be
 * mistaken for the failed batch.
 */
export async function openDelivery({ kafka, topic }: DeliveryOptions): Promise<Delivery> {
  teachBatchMessages();
  const opened: Producer[] = [];
  const open = async (): Promise<Numbered> => {
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
    return { producer, nextSequence: [] };
  };

  const partitionCount = await countPartitions(kafka, topic);
  let current: Promise<Numbered> | undefined = open();
  await current;

  return {
    partitionCount,
    async deliver(partition, records) {
      const used = (current ??= open());
      try {
        const { producer, nextSequence } = await used;
        const firstSequence = nextSequence[partition] ?? 0;
        const batch: BatchMessage = { partition, value: null, records, firstSequence };
        const [appended] = await producer.send({
          topic,
          acks: ALL_REPLICAS,
          timeout: ACK_TIMEOUT_MS,
          messages: [batch satisfies Message],
        });
        nextSequence[partition] = (firstSequence + records.length) % SEQUENCE_END;
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
