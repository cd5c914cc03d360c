/** Sequence numbers from..to, both included. */
export interface SequenceRange {
  readonly from: number;
  readonly to: number;
}

/** A set of sequence numbers that takes one bit for each number up to the largest. */
export interface SequenceSet {
  /** Number of distinct members. */
  readonly count: number;
  /** @returns Whether the number was new. @throws RangeError for anything but a whole number from 0. */
  add(sequence: number): boolean;
  has(sequence: number): boolean;
  /** The ranges of 0..length-1 that are not in the set, in ascending order. */
  missing(length: number): readonly SequenceRange[];
  /** The first `most` ranges of members that the other set lacks, in ascending order. */
  rangesNotIn(other: SequenceSet, most: number): readonly SequenceRange[];
}

/** 2^32 bits: 512 MiB, more than any run sends. */
const CAPACITY_MAX = 2 ** 32;

/** @param expected How many numbers to make room for at first; the set grows past it by doubling. */
export function sequenceSet(expected = 8192): SequenceSet {
  let bits = new Uint8Array(Math.max(1, Math.ceil(expected / 8)));
  let count = 0;

  const has = (sequence: number) => ((bits[Math.floor(sequence / 8)] ?? 0) & (1 << (sequence % 8))) !== 0;

  const growTo = (byteIndex: number) => {
    const grown = new Uint8Array(Math.max(byteIndex + 1, bits.length * 2));
    grown.set(bits);
    bits = grown;
  };

  return {
    get count() {
      return count;
    },
    has,
    add(sequence) {
      if (!Number.isInteger(sequence) || sequence < 0 || sequence >= CAPACITY_MAX) {
        throw new RangeError(`sequence is ${sequence}: must be a whole number from 0 to ${CAPACITY_MAX - 1}`);
      }
      if (has(sequence)) return false;
      const byteIndex = Math.floor(sequence / 8);
      if (byteIndex >= bits.length) growTo(byteIndex);
      bits[byteIndex] = (bits[byteIndex] ?? 0) | (1 << (sequence % 8));
      count += 1;
      return true;
    },
    missing: (length) => rangesOf(length, (sequence) => !has(sequence)),
    rangesNotIn: (other, most) =>
      rangesOf(bits.length * 8, (sequence) => has(sequence) && !other.has(sequence), most),
  };
}

/** The first `most` ranges of the numbers below `length` for which it holds. */
function rangesOf(length: number, holds: (sequence: number) => boolean, most = Infinity): SequenceRange[] {
  const ranges: SequenceRange[] = [];
  let from: number | undefined;
  for (let sequence = 0; sequence < length && ranges.length < most; sequence += 1) {
    if (holds(sequence)) from ??= sequence;
    else if (from !== undefined) {
      ranges.push({ from, to: sequence - 1 });
      from = undefined;
    }
  }
  if (from !== undefined && ranges.length < most) ranges.push({ from, to: length - 1 });
  return ranges;
}
