import { crc32c } from './crc32c.js';

/** What a record holds. Texts go out as UTF-8. */
export interface RecordContent {
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Records share buffers of this size: making one for each takes longer than filling it. */
const SLAB_BYTES = 1 << 16;
let slab = Buffer.allocUnsafe(SLAB_BYTES);
let slabUsed = 0;

/**
 * The bytes of a record's key, value and headers. They stand alone: what depends on the record's place in a batch is
 * added by {@link encodeRecordBatch}.
 */
export function encodeRecord({ key, value, headers = {} }: RecordContent): Buffer {
  let count = 0;
  let sizeAtMost = VARINT_BYTES + bytesAtMost(key) + bytesAtMost(value);
  for (const name in headers) {
    count += 1;
    sizeAtMost += bytesAtMost(name) + bytesAtMost(headers[name]);
  }
  if (sizeAtMost > slab.length - slabUsed) {
    slab = Buffer.allocUnsafe(Math.max(SLAB_BYTES, sizeAtMost));
    slabUsed = 0;
  }
  const start = slabUsed;
  let at = writeBytes(slab, key, start);
  at = writeBytes(slab, value, at);
  at = writeVarint(slab, count, at);
  for (const name in headers) {
    at = writeBytes(slab, name, at);
    at = writeBytes(slab, headers[name], at);
  }
  slabUsed = at;
  return slab.subarray(start, at);
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

/** An uncompressed record batch (Kafka's message format 2) of what {@link encodeRecord} made. */
export function encodeRecordBatch(records: readonly Buffer[], options: BatchOptions): Buffer {
  const bodySize = (record: Buffer, index: number) => 2 + varintSize(index) + record.length;
  const size = records.reduce((sum, record, index) => {
    const body = bodySize(record, index);
    return sum + varintSize(body) + body;
  }, BATCH_HEADER_BYTES);
  const batch = Buffer.allocUnsafe(size);

  let at = BATCH_HEADER_BYTES;
  records.forEach((record, index) => {
    at = writeVarint(batch, bodySize(record, index), at);
    batch[at] = 0; // Attributes: none are defined.
    batch[at + 1] = 0; // Milliseconds after the batch's time.
    at = writeVarint(batch, index, at + 2);
    at += record.copy(batch, at);
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

/** The length that stands for an absent key or value. */
const ABSENT = -1;
const VARINT_BYTES = 5;
/** Texts up to here are written faster letter by letter than by a call into Node.js. */
const SHORT_TEXT = 64;

/** A text's letters take three bytes at most (a pair of surrogates, four). */
const bytesAtMost = (bytes: Buffer | string | null | undefined) => VARINT_BYTES + 3 * (bytes?.length ?? 0);

/** Writes a length and the bytes. @returns where the next thing goes. */
function writeBytes(target: Buffer, bytes: Buffer | string | null | undefined, from: number): number {
  if (bytes === null || bytes === undefined) return writeVarint(target, ABSENT, from);
  if (typeof bytes === 'string') return writeText(target, bytes, from);
  const at = writeVarint(target, bytes.length, from);
  return at + bytes.copy(target, at);
}

function writeText(target: Buffer, text: string, from: number): number {
  if (text.length <= SHORT_TEXT) {
    const at = writeVarint(target, text.length, from);
    let index = 0;
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) break;
      target[at + index] = code;
    }
    if (index === text.length) return at + index;
  }
  const at = writeVarint(target, Buffer.byteLength(text), from);
  return at + target.write(text, at);
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
