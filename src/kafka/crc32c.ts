/**
 * CRC-32C (RFC 3720), with which Kafka guards record batches. Node.js has only the other CRC-32. Eight bytes a step
 * ("slicing by 8"): a byte a step takes as long as making the event does.
 */
const POLYNOMIAL = 0x82f63b78;
const STEP_BYTES = 8;

/** What a byte adds to the checksum, by the number of bytes that follow it in its step (256 entries each). */
const TABLE = makeTable();

function makeTable(): Int32Array {
  const table = new Int32Array(256 * STEP_BYTES);
  for (let byte = 0; byte < 256; byte += 1) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? POLYNOMIAL : 0);
    table[byte] = sum;
  }
  for (let index = 256; index < table.length; index += 1) {
    const sum = table[index - 256] ?? 0;
    table[index] = (sum >>> 8) ^ (table[sum & 0xff] ?? 0);
  }
  return table;
}

/** The checksum as an unsigned number. */
export function crc32c(bytes: Uint8Array): number {
  // Every index is in range, but the innermost loop cannot afford to check.
  const byte = (at: number) => bytes[at] as number;
  const adds = (value: number, following: number) => TABLE[(following << 8) | (value & 0xff)] as number;
  const stepsEnd = bytes.length - (bytes.length % STEP_BYTES);
  let sum = -1;
  for (let at = 0; at < stepsEnd; at += STEP_BYTES) {
    sum =
      adds(sum ^ byte(at), 7) ^
      adds((sum >>> 8) ^ byte(at + 1), 6) ^
      adds((sum >>> 16) ^ byte(at + 2), 5) ^
      adds((sum >>> 24) ^ byte(at + 3), 4) ^
      adds(byte(at + 4), 3) ^
      adds(byte(at + 5), 2) ^
      adds(byte(at + 6), 1) ^
      adds(byte(at + 7), 0);
  }
  for (let at = stepsEnd; at < bytes.length; at += 1) sum = (sum >>> 8) ^ adds(sum ^ byte(at), 0);
  return ~sum >>> 0;
}
