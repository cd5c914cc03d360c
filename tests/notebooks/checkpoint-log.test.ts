import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointLog } from '../../src/notebooks/checkpoint-log.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoint-'));
  for (const kind of ['offsets', 'commits']) await mkdir(join(folder, kind));
  for (const [batch, offset] of [
    [9, 40],
    [10, 55],
  ]) {
    await writeFile(join(folder, 'offsets', String(batch)), `v1\n{"conf":{}}\n{"rides":{"0":${offset}}}\n`);
  }
  await writeFile(join(folder, 'commits', '9'), 'v1\n{}');
  await writeFile(join(folder, 'offsets', '.10.crc'), 'not a batch');
});
afterAll(() => rm(folder, { recursive: true }));

it('a checkpoint is told newest batch first, with what each was to read and whether it was committed', async () => {
  expect(await checkpointLog(folder)).toEqual([
    { batch: 10, committed: false, read_up_to: '{"rides":{"0":55}}' },
    { batch: 9, committed: true, read_up_to: '{"rides":{"0":40}}' },
  ]);
});

it('a folder that is not there is no empty checkpoint', async () => {
  await expect(checkpointLog(join(folder, 'none'))).rejects.toThrow('checkpointLog: there is no folder');
});
