import { kafkaClient } from '../../src/kafka/client.js';
import type { SandboxTopic } from '../../src/notebooks/sandbox-parts.js';
import type { KafkaServer } from '../kafka/support/kafka-server.js';

/** As much of a sandbox as the functions about its topic take. */
export const sandboxOn = ({ bootstrapServers }: KafkaServer, topic: string): SandboxTopic =>
  ({
    id: 'sandbox-01',
    experiment: {},
    runs: {},
    bootstrapServers,
    kafka: kafkaClient({ bootstrapServers }),
    topic,
    sendResults: [],
  }) as SandboxTopic;
