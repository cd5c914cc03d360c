import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseProgress } from '../../src/spark/streaming/progress.js';
import { progressLog, readProgress } from '../../src/streaming/progress-log.js';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'streambook-progress-'));
  file = join(folder, 'progress.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const progress = (batchId: number, numInputRows: number, second: number) =>
  parseProgress(
    JSON.stringify({
      batchId,
      timestamp: new Date(second * 1000).toISOString(),
      sources: [{ numInputRows }],
    }),
  );
const idsOf = (batches: readonly { readonly batchId: number }[]) => batches.map(({ batchId }) => batchId);

describe('a progress log', () => {
  it('keeps each record once, although the query remembers only the last few', async () => {
    const all = [progress(0, 5, 1), progress(1, 0, 2), progress(1, 7, 3), progress(2, 1, 4)];
    let seen = 0;
    const log = progressLog(
      { recentProgress: () => Promise.resolve(all.slice(Math.max(0, seen - 2), seen)) },
      file,
    );
    for (seen of [0, 1, 2, 3, 3, 4]) await log.poll();
    // A trigger without rows has the id of the batch that comes next.
    expect(idsOf(log.batches())).toEqual([0, 1, 2]);
    expect(await readFile(file, 'utf8')).toBe(all.map(({ json }) => `${json}\n`).join(''));
    expect(await readProgress(file)).toEqual(log.batches());
  });

  it('is empty without a file', async () => {
    expect(await readProgress(file)).toEqual([]);
  });
});
