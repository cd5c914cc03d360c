import { expect, it } from 'vitest';
import { kindOf } from '../../src/runs/run-kind.js';

const KINDS = [{ name: 'orders' }, { name: 'sales' }] as const;

it('finds the pipeline of a run by its name', () => {
  expect(kindOf(KINDS, 'sales')).toBe(KINDS[1]);
});

it('refuses a run of a pipeline that is not here, and says which are', () => {
  expect(() => kindOf(KINDS, 'lake')).toThrow(
    expect.objectContaining({
      code: 'BAD_RUN',
      message: 'The run is of the pipeline "lake"; there are orders, sales',
    }),
  );
});
