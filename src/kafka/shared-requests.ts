import kafkajs, { type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { type BatchMessage, teachBatchMessages } from './produce-request.js';

export interface SharedRequestsOptions {
  readonly producer: Pick<Producer, 'send'>;
  readonly topic: string;
  /** The leader of a partition. When it has moved, a request is merely split. */
  readonly leaderOf: (partition: number) => number | undefined;
}

/** Settles with the brokers' response for the batch's partition. */
export type SendBatch = (batch: BatchMessage) => Promise<RecordMetadata>;

interface PendingBatch {
  readonly batch: BatchMessage;
  readonly resolve: (response: RecordMetadata | Promise<RecordMetadata>) => void;
  readonly reject: (error: unknown) => void;
}

/** How long a broker may wait for the other replicas before it answers that it is still waiting. */
const ACK_TIMEOUT_MS = 6000;
const ALL_REPLICAS = -1;

/**
 * Sends batches of several partitions in one request: those that are given in the same turn of the event loop for
 * partitions of the same leader. A request costs a broker as much as hundreds of small records, its replication included.
 *
 * What befalls one batch is kept from the others by sending each of them again by itself, which idempotent batches allow:
 * after a refusal, which kafkajs 2.2 reports for the whole request, and after a response that lacks a partition, as when
 * leaders die and a partition moves to a broker that had already answered.
 */
export function sharedRequests({ producer, topic, leaderOf }: SharedRequestsOptions): SendBatch {
  teachBatchMessages();
  const leaving = new Map<number | undefined, PendingBatch[]>();

  const send = (batches: readonly BatchMessage[]) =>
    producer.send({
      topic,
      acks: ALL_REPLICAS,
      timeout: ACK_TIMEOUT_MS,
      messages: [...(batches satisfies readonly Message[])],
    });
  const sendAlone = async ({ batch }: PendingBatch): Promise<RecordMetadata> => {
    const [response] = await send([batch]);
    if (response === undefined) throw new Error('the brokers did not answer for the batch');
    return response;
  };

  const flush = async (pendingBatches: readonly PendingBatch[]) => {
    try {
      const responses = await send(pendingBatches.map(({ batch }) => batch));
      for (const pendingBatch of pendingBatches) {
        const response = responses.find(({ partition }) => partition === pendingBatch.batch.partition);
        pendingBatch.resolve(response ?? sendAlone(pendingBatch));
      }
    } catch (thrown) {
      const isFinal = pendingBatches.length === 1 || thrown instanceof kafkajs.KafkaJSNumberOfRetriesExceeded;
      for (const pendingBatch of pendingBatches) {
        if (isFinal) pendingBatch.reject(thrown);
        else pendingBatch.resolve(sendAlone(pendingBatch));
      }
    }
  };

  return (batch) =>
    new Promise((resolve, reject) => {
      const leader = leaderOf(batch.partition);
      const pendingBatch = { batch, resolve, reject };
      const others = leaving.get(leader);
      if (others !== undefined) {
        others.push(pendingBatch);
        return;
      }
      const pendingBatches = [pendingBatch];
      leaving.set(leader, pendingBatches);
      setImmediate(() => {
        leaving.delete(leader);
        void flush(pendingBatches);
      });
    });
}
