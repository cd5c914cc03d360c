import type { Kafka } from 'kafkajs';
import { z } from 'zod';
import { checkArguments, objectWith } from '../core/arguments.js';
import { requireTopic, withAdmin } from './topics.js';

const KAFKA = objectWith('a Kafka client, such as sandbox.kafka', 'admin', 'producer', 'consumer');

/** Who holds a partition. Brokers are identified by their ids. */
export interface PartitionPlace {
  readonly partition: number;
  /** Takes all writes; null while nobody leads. */
  readonly leader: number | null;
  /** Brokers that keep a copy; the first leads when all are well. */
  readonly replicas: readonly number[];
  /** Copies that are not behind. */
  readonly in_sync: readonly number[];
}

/** The partitions of a topic, in their order. @throws StreambookError NO_TOPIC with the topics there are. */
export async function partitionPlaces(kafka: Kafka, topic: string): Promise<readonly PartitionPlace[]> {
  checkArguments('partitionPlaces', { kafka: KAFKA, topic: z.string().min(1) }, kafka, topic);
  return withAdmin(kafka, async (admin) => {
    await requireTopic(admin, topic);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return (topics[0]?.partitions ?? [])
      .map(({ partitionId, leader, replicas, isr }) => ({
        partition: partitionId,
        leader: leader < 0 ? null : leader,
        replicas,
        in_sync: isr.toSorted((left, right) => left - right),
      }))
      .sort((left, right) => left.partition - right.partition);
  });
}

export interface BrokerPlace {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

/** The brokers that are up, by id. */
export async function brokerPlaces(kafka: Kafka): Promise<readonly BrokerPlace[]> {
  checkArguments('brokerPlaces', { kafka: KAFKA }, kafka);
  return withAdmin(kafka, async (admin) => {
    const { brokers } = await admin.describeCluster();
    return brokers
      .map(({ nodeId, host, port }) => ({ id: nodeId, host, port }))
      .sort((left, right) => left.id - right.id);
  });
}
