import { describe, expect, it } from 'vitest';
import { sequenceChanges } from '../../src/core/sequence-difference.js';

const words = (text: string) => text.split(' ').filter((word) => word !== '');
const changes = (left: string, right: string) =>
  sequenceChanges(words(left), words(right)).map(
    ({ leftFrom, leftTo, rightFrom, rightTo }) =>
      `${words(left).slice(leftFrom, leftTo).join(' ')} -> ${words(right).slice(rightFrom, rightTo).join(' ')}`,
  );

describe('sequenceChanges', () => {
  it.each([
    ['a b c', 'a b c', []],
    ['', '', []],
    ['a b c', 'a x c', ['b -> x']],
    ['a b c d', 'a c d', ['b -> ']],
    ['a b', 'a b c', [' -> c']],
    ['p95 = 12.3 ms , p99 = 20', 'p95 = 340 ms , p99 = 436', ['12.3 -> 340', '20 -> 436']],
    ['a b c', '', ['a b c -> ']],
    ['a b', 'x y z', ['a b -> x y z']],
  ])('%s | %s', (left, right, expected) => {
    expect(changes(left, right)).toEqual(expected);
  });

  it('applied to the left, they give the right', () => {
    for (let round = 0; round < 200; round += 1) {
      const draw = (index: number) => String(((round + 1) * (index + 3) * 7919) % 5);
      const left = Array.from({ length: round % 23 }, (_, index) => draw(index));
      const right = Array.from({ length: (round * 7) % 29 }, (_, index) => draw(index + 11));
      const patched = [...left];
      for (const change of [...sequenceChanges(left, right)].reverse()) {
        const { leftFrom, leftTo, rightFrom, rightTo } = change;
        patched.splice(leftFrom, leftTo - leftFrom, ...right.slice(rightFrom, rightTo));
      }
      expect(patched).toEqual(right);
    }
  });

  it('of long sequences with little in common are one change, after their common start', () => {
    const left = Array.from({ length: 3000 }, (_, index) => `l${index}`);
    const right = Array.from({ length: 3000 }, (_, index) => `r${index}`);
    expect(sequenceChanges(['a', 'b', ...left], ['a', 'b', ...right])).toEqual([
      { leftFrom: 2, leftTo: 3002, rightFrom: 2, rightTo: 3002 },
    ]);
  });
});
