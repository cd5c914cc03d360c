import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listBatches } from '../../src/analysis/sink-log.js';
import { z } from 'zod';
import { writeSinkFolder } from './sink-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-sink-'));
});
afterEach(() => rm(folder, { recursive: true }));

const COUNTRIES = z.object({ country: z.enum(['FR', 'PL']) });
const part = (number: number, country = 'FR') => `country=${country}/part-${number}.json`;

describe('listBatches', () => {
  it('gives each batch its files, and the change time of its entry as the time of the commit', async () => {
    await writeSinkFolder(folder, [
      { [part(0)]: [{ a: 1 }], [part(0, 'PL')]: [] },
      { [part(1)]: [{ b: 2 }] },
    ]);
    const entry = join(folder, '_spark_metadata', '0');
    await utimes(entry, 1, 1); // The modification time may lie; the change time cannot be set.
    const batches = await listBatches(folder, COUNTRIES);
    expect(batches.map(({ batchId, files }) => [batchId, files.map((file) => file.name)])).toEqual([
      [0, [part(0), part(0, 'PL')]],
      [1, [part(1)]],
    ]);
    expect(batches[0]?.files[1]).toEqual({
      path: join(folder, part(0, 'PL')),
      name: part(0, 'PL'),
      partition: { country: 'PL' },
      sizeBytes: 0,
    });
    const { ctimeMs } = await stat(entry);
    expect(Math.abs((batches[0]?.committedUs ?? 0) - ctimeMs * 1000)).toBeLessThan(1000);
  });

  it('reads several partition columns, whose values Spark escapes, and none', async () => {
    const name = 'day=2026-01-31/at=12%3A30%2Fa=b/part-0.json';
    await writeSinkFolder(folder, [{ [name]: [] }]);
    const [nested] = await listBatches(folder, z.object({ day: z.string(), at: z.string() }));
    expect(nested?.files[0]).toMatchObject({ name, partition: { day: '2026-01-31', at: '12:30/a=b' } });
    const [plain] = await listBatches(folder, z.object({}));
    expect(plain?.files[0]).toMatchObject({ name: 'part-0.json', partition: {} });
  });

  it('takes from a compact entry only what is new in its batch', async () => {
    await writeSinkFolder(
      folder,
      Array.from({ length: 12 }, (_, i) => ({ [part(i)]: [] })),
      [9],
    );
    const batches = await listBatches(folder, COUNTRIES);
    expect(batches.map(({ batchId, files }) => [batchId, files.map((file) => file.name)])).toEqual(
      Array.from({ length: 12 }, (_, i) => [i, [part(i)]]),
    );
    expect(batches.every(({ committedUs }) => committedUs !== null)).toBe(true);
  });

  it('keeps the files, not the times, of batches whose entries were folded and deleted', async () => {
    await writeSinkFolder(
      folder,
      Array.from({ length: 12 }, (_, i) => ({ [part(i)]: [] })),
      [9],
    );
    for (let i = 0; i < 9; i += 1) await rm(join(folder, '_spark_metadata', `${i}`));
    const batches = await listBatches(folder, COUNTRIES);
    expect(
      batches.map(({ batchId, committedUs, files }) => [batchId, committedUs === null, files.length]),
    ).toEqual([
      [9, true, 10],
      [10, false, 1],
      [11, false, 1],
    ]);
  });

  it('finds nothing in a folder without a log', async () => {
    expect(await listBatches(join(folder, 'nowhere'), COUNTRIES)).toEqual([]);
  });

  it.each([
    ['v2\n{}', /starts with "v2"/],
    ['v1\n{"path":"file:/o/country=FR/p.json","size":1', /0 is not a log/],
    [
      'v1\n{"path":"file:/o/part.json","size":1,"action":"add"}',
      /does not end in country=…\/ and a file: country:/,
    ],
    ['v1\n{"path":"file:/o/country=DE/p.json","size":1,"action":"add"}', /country: .*FR/],
    ['v1\n{"path":"file:/o/country=FR/p.json","size":1,"action":"delete"}', /an entry is {"path".*delete"}$/],
  ])('refuses the log entry %j', async (text, message) => {
    await writeSinkFolder(folder, [{}]);
    await writeFile(join(folder, '_spark_metadata', '0'), text);
    const error = await listBatches(folder, COUNTRIES).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BAD_SINK_LOG' });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain('\n');
  });
});
