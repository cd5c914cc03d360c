import { expect, it } from 'vitest';
import { latestPositions } from '../../src/stats/order-of-arrival.js';

const inOrder = (...entries: readonly (readonly [queue: string, sequence: number, offset: number])[]) => {
  const positions = latestPositions();
  return entries.map((entry) => positions.inOrder(...entry));
};

it('the first of a queue is in order', () => {
  expect(inOrder(['a', 5, 100], ['b', 3, 7])).toEqual([true, true]);
});

it('sequence number and offset may both go on or both go back', () => {
  expect(inOrder(['a', 5, 100], ['a', 9, 104], ['a', 2, 97])).toEqual([true, true, true]);
});

it('one that goes on while the other goes back is out of order', () => {
  expect(inOrder(['a', 5, 100], ['a', 4, 101], ['a', 6, 99])).toEqual([true, false, false]);
});

it('queues are apart', () => {
  expect(inOrder(['a', 5, 100], ['b', 1, 200], ['a', 6, 101], ['b', 0, 201])).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
