import { expect, it } from 'vitest';
import { largest, needed, sharedRun } from '../../../src/notebooks/exercises/exercise.js';
import type { RunData } from '../../../src/notebooks/run-data.js';
import type { Sandbox } from '../../../src/notebooks/sandbox.js';

it('what no cell has found out yet names the cell', () => {
  expect(needed(0, 'counts')).toBe(0);
  expect(() => needed(undefined, 'sends')).toThrow(
    'This cannot be checked yet: first run the cell that sends',
  );
});

it('the run is the one that the notebook asked for', () => {
  const shared = { runId: 'shared' } as RunData;
  expect(sharedRun({ runs: { shared } } as Sandbox)).toBe(shared);
  expect(() => sharedRun({ runs: { own: shared } } as Sandbox)).toThrow('the cell that calls sandboxRun');
});

it('the largest are all that share the largest value', () => {
  const rides = [
    ['a', 2],
    ['b', 3],
    ['c', 3],
  ] as const;
  expect(largest(rides)).toEqual(['b', 'c']);
  expect(largest([['a', -1]])).toEqual(['a']);
  expect(largest([])).toEqual([]);
});
