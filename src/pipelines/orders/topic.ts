import type { Kafka } from 'kafkajs';
import { ensureTopic, type TopicLayout } from '../../kafka/topics.js';

/**
 * The topic that the parts share when they run by themselves. Runs and notebooks have topics of their own, whose names
 * begin with this one.
 */
export const ORDERS_TOPIC = 'orders';

/** Six partitions keep two cores, and a few more, busy at once. */
export const ORDERS_LAYOUT: TopicLayout = { partitions: 6, replication: 2 };

/** Makes a topic of orders, or uses it as it is when it is there. */
export const ensureOrdersTopic = (kafka: Kafka, topic: string = ORDERS_TOPIC) =>
  ensureTopic(kafka, topic, ORDERS_LAYOUT);
