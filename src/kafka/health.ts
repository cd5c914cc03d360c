import { impatientClient } from './client.js';
import { withAdmin } from './topics.js';

/** What the cluster says of itself. */
export interface ClusterHealth {
  readonly clusterId: string;
  /** Ids of the brokers that are up. */
  readonly brokers: readonly number[];
  /** Id of the broker that answers for the controller; null while none is elected. */
  readonly controller: number | null;
  readonly partitions: number;
  /** `topic-partition` of every partition that nobody leads. */
  readonly withoutLeader: readonly string[];
  /** `topic-partition` of every partition of which a replica is behind or gone. */
  readonly underReplicated: readonly string[];
}

/** Asks once. @throws whatever the client throws when nobody answers within a few seconds, and when the signal fires. */
export async function clusterHealth(bootstrapServers: string, signal?: AbortSignal): Promise<ClusterHealth> {
  return withAdmin(impatientClient({ bootstrapServers }, signal), async (admin) => {
    const { brokers, controller, clusterId } = await admin.describeCluster();
    const { topics } = await admin.fetchTopicMetadata();
    const partitions = topics.flatMap(({ name, partitions }) =>
      partitions.map((partition) => ({ ...partition, name: `${name}-${partition.partitionId}` })),
    );
    return {
      clusterId,
      brokers: brokers.map(({ nodeId }) => nodeId).sort((left, right) => left - right),
      controller: controller !== null && controller >= 0 ? controller : null,
      partitions: partitions.length,
      withoutLeader: partitions.filter(({ leader }) => leader < 0).map(({ name }) => name),
      underReplicated: partitions
        .filter(({ isr, replicas }) => isr.length < replicas.length)
        .map(({ name }) => name),
    };
  });
}
