/**
 * The partition of a key as Kafka's own clients choose it: murmur2 of the key's bytes, made positive, modulo
 * the number of partitions (`BuiltInPartitioner.partitionForKey` in kafka-clients). kafkajs has the same
 * function on BigInt, which takes longer than generating and encoding an event together.
 */
export function partitionForKey(key: Buffer, partitionCount: number): number {
  return (murmur2(key) & 0x7fffffff) % partitionCount;
}

const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

function murmur2(data: Buffer): number {
  const length = data.length;
  const tail = length - (length % 4);
  let hash = SEED ^ length;
  for (let index = 0; index < tail; index += 4) {
    let block = Math.imul(data.readInt32LE(index), MIX);
    block = Math.imul(block ^ (block >>> 24), MIX);
    hash = Math.imul(hash, MIX) ^ block;
  }
  if (tail < length) {
    for (let index = length - 1; index >= tail; index -= 1)
      hash ^= data.readUInt8(index) << (8 * (index - tail));
    hash = Math.imul(hash, MIX);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}
