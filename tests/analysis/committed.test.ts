import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommitted } from '../../src/analysis/committed.js';
import { listBatches } from '../../src/analysis/sink-log.js';
import { z } from 'zod';
import { writeSinkFolder } from './sink-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-committed-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Row {
  readonly event_seq?: number;
  readonly store_city?: string;
}

async function rows() {
  const found = [];
  for await (const chunk of readCommitted<Row>(await listBatches(folder, z.object({ kind: z.string() })))) {
    for (const row of chunk.rows) {
      found.push([chunk.batch.batchId, chunk.file.partition['kind'], row.event_seq, row.store_city]);
    }
  }
  return found;
}

describe('readCommitted', () => {
  it('reads committed rows in the order of the commits, and no file that the log does not name', async () => {
    await writeSinkFolder(folder, [
      { 'kind=good/b.json': [{ event_seq: 0 }, { event_seq: 1 }] },
      { 'kind=good/a.json': [{ event_seq: 2 }], 'kind=bad/a.json': [{ event_seq: 3 }] },
    ]);
    await writeFile(join(folder, 'kind=good', 'orphan.json'), '{"event_seq":99}\n');
    expect(await rows()).toEqual([
      [0, 'good', 0, undefined],
      [0, 'good', 1, undefined],
      [1, 'good', 2, undefined],
      [1, 'bad', 3, undefined],
    ]);
  });

  it('puts lines and letters together that chunks of a large file cut in two', async () => {
    const large = Array.from({ length: 40_000 }, (_, i) => ({
      event_seq: i,
      store_city: 'Łódź'.repeat(i % 17),
    }));
    await writeSinkFolder(folder, [{ 'kind=good/large.json': large }]);
    const { size } = await stat(join(folder, 'kind=good/large.json'));
    expect(size).toBeGreaterThan(3 << 20);
    expect(await rows()).toEqual(large.map((row) => [0, 'good', row.event_seq, row.store_city]));
  });

  it('names a file that is missing', async () => {
    await writeSinkFolder(folder, [{ 'kind=good/gone.json': [{ event_seq: 0 }] }]);
    await rm(join(folder, 'kind=good/gone.json'));
    await expect(rows()).rejects.toMatchObject({
      code: 'COMMITTED_FILE_MISSING',
      message: expect.stringContaining(join(folder, 'kind=good/gone.json')) as string,
    });
  });

  it('names a file that is shorter than what was committed', async () => {
    await writeSinkFolder(folder, [{ 'kind=good/torn.json': [{ event_seq: 0 }] }]);
    await truncate(join(folder, 'kind=good/torn.json'), 7);
    await expect(rows()).rejects.toMatchObject({
      code: 'COMMITTED_FILE_TORN',
      message: expect.stringMatching(/torn\.json is torn \(7 bytes of the 16 committed\)/) as string,
    });
  });

  it('names the line that is not JSON', async () => {
    await writeSinkFolder(folder, [{ 'kind=good/p.json': [{ event_seq: 0 }, { event_seq: 1 }] }]);
    const path = join(folder, 'kind=good/p.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"event_seq":1', '"event_seq" 1'));
    await expect(rows()).rejects.toMatchObject({
      code: 'COMMITTED_FILE_TORN',
      message: expect.stringContaining('p.json is torn (line 2 is not JSON)') as string,
    });
  });
});
