import type { Kafka } from 'kafkajs';
import { availableOffsets, withAdmin } from '../../src/kafka/topics.js';
import { ensureOrdersTopic, ORDERS_TOPIC } from '../../src/pipelines/orders/topic.js';

/** The topic of orders without records: made new, or what is in it given up, so that no round fills the disk. */
export async function emptyOrdersTopic(kafka: Kafka): Promise<void> {
  await ensureOrdersTopic(kafka);
  await withAdmin(kafka, async (admin) => {
    const offsets = await availableOffsets(admin, ORDERS_TOPIC);
    const partitions = offsets.map(({ partition, high }) => ({ partition, offset: String(high) }));
    await admin.deleteTopicRecords({ topic: ORDERS_TOPIC, partitions });
  });
}
