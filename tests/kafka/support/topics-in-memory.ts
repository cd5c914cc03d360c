/** What a test says of a partition; for the rest it is as one that is well and empty. */
interface PartitionLayout {
  /** -1 while there is none. */
  readonly leader?: number;
  readonly replicas?: readonly number[];
  readonly isr?: readonly number[];
  /** The first offset that is there. */
  readonly low?: bigint;
}

interface Partition extends Required<PartitionLayout> {
  /** The offset of the next record. */
  high: bigint;
  readonly batches: Buffer[];
}

interface Topic {
  readonly partitions: readonly Partition[];
  readonly settings: Readonly<Record<string, string>>;
}

/** How many records a batch has, as its header says: https://kafka.apache.org/documentation/#recordbatch */
export const recordsIn = (batch: Buffer): number => batch.readInt32BE(57);

/** Topics with their record batches. */
export function topicsInMemory() {
  const topics = new Map<string, Topic>();
  const partitionOf = (topic: string | null, partition: number): Partition => {
    const found = topics.get(topic ?? '')?.partitions[partition];
    if (found === undefined) throw new Error(`there is no ${topic}-${partition}`);
    return found;
  };
  /** @returns the offset of its first record */
  const append = (to: Partition, batch: Buffer): bigint => {
    const from = to.high;
    to.high += BigInt(recordsIn(batch));
    const stored = Buffer.from(batch);
    stored.writeBigInt64BE(from);
    to.batches.push(stored);
    return from;
  };
  const addTopic = (name: string, layouts: readonly PartitionLayout[], settings: Topic['settings'] = {}) => {
    const partitions = layouts.map(({ low = 0n, ...layout }): Partition => {
      return { leader: 1, replicas: [1], isr: [1], ...layout, low, high: low, batches: [] };
    });
    topics.set(name, { partitions, settings });
  };
  return { topics, partitionOf, append, addTopic };
}
