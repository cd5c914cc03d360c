import { crc32c } from './crc32c.js';

type Bytes = Buffer | string;

/** What a record holds. Texts go out as UTF-8. */
export interface RecordContent {
  readonly key?: Bytes | null;
  readonly value: Bytes | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BatchOptions {
  /** Milliseconds since the epoch: the time of every record. */
  readonly timestampMs: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** The number of the first record in its producer's count for the partition. */
  readonly firstSequence: number;
}

/** Everything before the first record. */
const BATCH_HEADER_BYTES = 61;
/** The batch's length counts from here, its checksum from there. */
const LENGTH_FROM = 12;
const CHECKSUM_FROM = 21;
const MAGIC = 2;
/** Stands for an absent key or value. */
const NO_BYTES = -1;

/**
 * The bytes of one uncompressed record batch (Kafka's message format 2), in a buffer of just their size.
 *
 * Sizes are worked out first, because every record begins with its own; then each byte is written once.
 */
export function encodeRecordBatch(records: readonly RecordContent[], options: BatchOptions): Buffer {
  const sizes = records.map(bodySize);
  const size = sizes.reduce((sum, body) => sum + varintSize(body) + body, BATCH_HEADER_BYTES);
  const batch = Buffer.allocUnsafe(size);

  let at = BATCH_HEADER_BYTES;
  records.forEach((record, index) => {
    at = writeVarint(batch, sizes[index] ?? 0, at);
    at = writeBody(batch, record, index, at);
  });

  const timestampMs = BigInt(options.timestampMs);
  batch.writeBigInt64BE(0n, 0); // The offset, which the broker sets.
  batch.writeInt32BE(size - LENGTH_FROM, 8);
  batch.writeInt32BE(0, 12); // The leader's epoch, which the broker sets.
  batch.writeInt8(MAGIC, 16);
  batch.writeInt16BE(0, 21); // No compression, no transaction, the producer's time.
  batch.writeInt32BE(records.length - 1, 23);
  batch.writeBigInt64BE(timestampMs, 27); // The earliest and the latest.
  batch.writeBigInt64BE(timestampMs, 35);
  batch.writeBigInt64BE(options.producerId, 43);
  batch.writeInt16BE(options.producerEpoch, 51);
  batch.writeInt32BE(options.firstSequence, 53);
  batch.writeInt32BE(records.length, 57);
  batch.writeUInt32BE(crc32c(batch.subarray(CHECKSUM_FROM)), 17);
  return batch;
}

const byteLength = (bytes: Bytes | null | undefined) =>
  typeof bytes === 'string' ? Buffer.byteLength(bytes) : (bytes?.length ?? NO_BYTES);

function sizedBytesSize(bytes: Bytes | null | undefined): number {
  const length = byteLength(bytes);
  return varintSize(length) + Math.max(length, 0);
}

/** A record without the length before it. */
function bodySize({ key, value, headers = {} }: RecordContent, index: number): number {
  let size = 1 + varintSize(0) + varintSize(index) + sizedBytesSize(key) + sizedBytesSize(value);
  let headerCount = 0;
  for (const name in headers) {
    headerCount += 1;
    size += sizedBytesSize(name) + sizedBytesSize(headers[name]);
  }
  return size + varintSize(headerCount);
}

function writeBody(target: Buffer, { key, value, headers = {} }: RecordContent, index: number, from: number) {
  let at = from;
  target[at] = 0; // Attributes: none are defined.
  at = writeVarint(target, 0, at + 1); // Milliseconds after the batch's time.
  at = writeVarint(target, index, at);
  at = writeSizedBytes(target, key, at);
  at = writeSizedBytes(target, value, at);
  at = writeVarint(target, Object.keys(headers).length, at);
  for (const name in headers) {
    at = writeSizedBytes(target, name, at);
    at = writeSizedBytes(target, headers[name], at);
  }
  return at;
}

function writeSizedBytes(target: Buffer, bytes: Bytes | null | undefined, from: number): number {
  const length = byteLength(bytes);
  const at = writeVarint(target, length, from);
  if (typeof bytes === 'string') target.write(bytes, at);
  else bytes?.copy(target, at);
  return at + Math.max(length, 0);
}

/** Signed numbers as varints: the sign is the lowest bit, so that small ones of either sign are short. */
const zigzag = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0;

function varintSize(value: number): number {
  const bits = 32 - Math.clz32(zigzag(value));
  return Math.max(1, Math.ceil(bits / 7));
}

function writeVarint(target: Buffer, value: number, from: number): number {
  let rest = zigzag(value);
  let at = from;
  for (; rest > 0x7f; rest >>>= 7, at += 1) target[at] = (rest & 0x7f) | 0x80;
  target[at] = rest;
  return at + 1;
}
