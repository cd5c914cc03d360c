import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommitted } from '../../src/analysis/committed.js';
import { listBatches } from '../../src/analysis/sink-log.js';
import { writeSinkFolder } from './sink-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-landed-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function rows() {
  const found = [];
  for await (const chunk of readCommitted(await listBatches(folder))) {
    for (const row of chunk.rows) {
      found.push([chunk.batch.batchId, chunk.file.validity, row.event_seq, row.store_city]);
    }
  }
  return found;
}

describe('readCommitted', () => {
  it('reads committed rows in the order of the commits, and no file that the log does not name', async () => {
    await writeSinkFolder(folder, [
      { 'validity=valid/b.json': [{ event_seq: 0 }, { event_seq: 1 }] },
      { 'validity=valid/a.json': [{ event_seq: 2 }], 'validity=invalid/a.json': [{ event_seq: 3 }] },
    ]);
    await writeFile(join(folder, 'validity=valid', 'orphan.json'), '{"event_seq":99}\n');
    expect(await rows()).toEqual([
      [0, 'valid', 0, undefined],
      [0, 'valid', 1, undefined],
      [1, 'valid', 2, undefined],
      [1, 'invalid', 3, undefined],
    ]);
  });

  it('puts lines and letters together that chunks of a large file cut in two', async () => {
    const large = Array.from({ length: 40_000 }, (_, i) => ({
      event_seq: i,
      store_city: 'Łódź'.repeat(i % 17),
    }));
    await writeSinkFolder(folder, [{ 'validity=valid/large.json': large }]);
    const { size } = await stat(join(folder, 'validity=valid/large.json'));
    expect(size).toBeGreaterThan(3 << 20);
    expect(await rows()).toEqual(large.map((row) => [0, 'valid', row.event_seq, row.store_city]));
  });

  it('names a file that is missing', async () => {
    await writeSinkFolder(folder, [{ 'validity=valid/gone.json': [{ event_seq: 0 }] }]);
    await rm(join(folder, 'validity=valid/gone.json'));
    await expect(rows()).rejects.toMatchObject({
      code: 'LANDED_FILE_MISSING',
      message: expect.stringContaining(join(folder, 'validity=valid/gone.json')) as string,
    });
  });

  it('names a file that is shorter than what was committed', async () => {
    await writeSinkFolder(folder, [{ 'validity=valid/torn.json': [{ event_seq: 0 }] }]);
    await truncate(join(folder, 'validity=valid/torn.json'), 7);
    await expect(rows()).rejects.toMatchObject({
      code: 'LANDED_FILE_TORN',
      message: expect.stringMatching(/torn\.json is torn \(7 bytes of the 16 committed\)/) as string,
    });
  });

  it('names the line that is not JSON', async () => {
    await writeSinkFolder(folder, [{ 'validity=valid/p.json': [{ event_seq: 0 }, { event_seq: 1 }] }]);
    const path = join(folder, 'validity=valid/p.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"event_seq":1', '"event_seq" 1'));
    await expect(rows()).rejects.toMatchObject({
      code: 'LANDED_FILE_TORN',
      message: expect.stringContaining('p.json is torn (line 2 is not JSON)') as string,
    });
  });
});
