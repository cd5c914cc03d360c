import { expect, it } from 'vitest';
import { loadDanfo, tableOf } from '../../../src/analysis/table.js';
import { viewOfDanfo } from '../../../src/notebooks/display/danfo-frame.js';

/** More than 32-bit floats can count singly. */
const LARGE = 2 ** 24 + 1;

it('a frame adds up whole numbers exactly, and its columns of numbers are called so', async () => {
  const rows = [
    ['bread', LARGE],
    ['bread', 2],
  ];
  const { frame } = tableOf(await loadDanfo(), ['item', 'amount_cents'], rows);
  const sums = frame?.groupby(['item']).col(['amount_cents']).sum();
  if (sums === undefined) throw new Error('the frame has rows');
  expect(viewOfDanfo(sums, 10)).toEqual({
    columns: [
      { name: 'item', type: 'string' },
      { name: 'amount_cents_sum', type: 'number' },
    ],
    rows: [['bread', LARGE + 2]],
  });
});
