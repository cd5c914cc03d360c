import { describe, expect, it } from 'vitest';
import { seededFaker } from '../../src/producers/seeded-faker.js';

describe('seededFaker', () => {
  const { faker, random, startAt } = seededFaker();
  const drawsAt = (seed: number, stream: number, index: number) => {
    startAt(seed, stream, index);
    return [random(), random(), faker.internet.username(), random()];
  };

  it('draws the same from the same start, whatever was drawn before', () => {
    const first = drawsAt(42, 0, 1_000_000);
    drawsAt(42, 0, 7);
    expect(drawsAt(42, 0, 1_000_000)).toEqual(first);
  });

  it.each([
    ['seed', [43, 0, 5]],
    ['stream', [42, 1, 5]],
    ['index', [42, 0, 6]],
    ['index beyond 32 bits', [42, 0, 5 + 2 ** 32]],
  ] as const)('draws something else for another %s', (_, [seed, stream, index]) => {
    const same = drawsAt(42, 0, 5).filter((draw, place) => draw === drawsAt(seed, stream, index)[place]);
    expect(same).toEqual([]);
  });

  it('draws evenly at the start of neighbouring indexes', () => {
    const bins = Array.from({ length: 20 }, () => 0);
    for (let index = 0; index < 20_000; index += 1) {
      startAt(1, 0, index);
      const bin = Math.floor(random() * bins.length);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    // 1000 are expected in each; the standard deviation is 31.
    for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(5 * 31);
  });

  it('shares no event between two seeds', () => {
    const firstDraws = (seed: number) =>
      Array.from({ length: 5000 }, (_, index) => {
        startAt(seed, 0, index);
        return `${random()}${random()}`;
      });
    const ofOne = new Set(firstDraws(1));
    expect(ofOne.size).toBe(5000);
    expect(firstDraws(2).filter((draw) => ofOne.has(draw))).toEqual([]);
  });
});
