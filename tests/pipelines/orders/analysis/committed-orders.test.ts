import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listOrderBatches, readOrders } from '../../../../src/pipelines/orders/analysis/committed-orders.js';
import { writeSinkFolder } from '../../../analysis/sink-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-orders-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('an order is valid or invalid by the folder that it was written to', async () => {
  await writeSinkFolder(folder, [
    { 'validity=valid/a.json': [{ item: 'bread' }], 'validity=invalid/b.json': [{ raw: '{' }] },
  ]);
  const read = [];
  for await (const { file, rows } of readOrders(await listOrderBatches(folder))) {
    read.push([file.partition.validity, rows]);
  }
  expect(read).toEqual([
    ['valid', [{ item: 'bread' }]],
    ['invalid', [{ raw: '{' }]],
  ]);
});

it('there is no third folder', async () => {
  await writeSinkFolder(folder, [{ 'validity=perhaps/a.json': [] }]);
  await expect(listOrderBatches(folder)).rejects.toMatchObject({ code: 'BAD_SINK_LOG' });
});
