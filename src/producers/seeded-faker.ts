import { base, en, Faker, pl, type Randomizer } from '@faker-js/faker';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

const GOLDEN_RATIO_32 = 0x9e3779b9;

/** MurmurHash3's 32-bit finaliser: a bijection in which every input bit reaches every output bit. */
function mix32(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * The generator's state for one event. Seed, stream and index each fill words of their own, so that no two
 * events share a state, and events of neighbouring seeds or indexes have nothing in common.
 */
function stateOf(seed: number, stream: number, index: number): readonly number[] {
  const bySeed = mix32(seed + GOLDEN_RATIO_32);
  const byStream = mix32((bySeed ^ stream) + GOLDEN_RATIO_32);
  const byIndex = mix32((byStream ^ index) + GOLDEN_RATIO_32);
  const byIndexHigh = mix32((byIndex ^ bySeed ^ Math.floor(index / 2 ** 32)) + GOLDEN_RATIO_32);
  return [bySeed, byIndex, byStream, byIndexHigh];
}

/** A source of random numbers that can jump to any event: `seed([seed, stream, index])`. */
function seekableRandomizer(): Randomizer {
  let generator = xoroshiro128plusFromState(stateOf(0, 0, 0));
  return {
    next: () => (generator.next() >>> 0) / 2 ** 32,
    seed(key) {
      const [seed = 0, stream = 0, index = 0] = typeof key === 'number' ? [key] : key;
      generator = xoroshiro128plusFromState(stateOf(seed, stream, index));
    },
  };
}

/** Faker (Polish names, then English) whose draws depend on nothing but what `startAt` was given. */
export interface SeededFaker {
  readonly faker: Faker;
  /** A uniform draw from 0 (included) to 1 (excluded). */
  readonly random: () => number;
  /** Every draw after this one depends on these three numbers and the draws in between alone. */
  readonly startAt: (seed: number, stream: number, index: number) => void;
}

export function seededFaker(): SeededFaker {
  const randomizer = seekableRandomizer();
  return {
    faker: new Faker({ locale: [pl, en, base], randomizer }),
    random: () => randomizer.next(),
    startAt: (seed, stream, index) => randomizer.seed([seed, stream, index]),
  };
}
