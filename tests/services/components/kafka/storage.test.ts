import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterId } from '../../../../src/services/components/kafka/storage.js';

describe('the id of the cluster', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'streambook-storage-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once', async () => {
    const id = await clusterId(folder);
    expect(id).toMatch(/^[\w][\w-]{21}$/);
    expect(await clusterId(folder)).toBe(id);
  });

  it('is what the data folders were formatted for when its file is gone', async () => {
    const data = join(folder, 'broker-2', 'data');
    await mkdir(data, { recursive: true });
    await writeFile(
      join(data, 'meta.properties'),
      'node.id=2\nversion=1\ncluster.id=MjJYxs88gsu_MtH0kDsTsA\n',
    );
    expect(await clusterId(folder)).toBe('MjJYxs88gsu_MtH0kDsTsA');
    expect(await readFile(join(folder, 'cluster-id'), 'utf8')).toBe('MjJYxs88gsu_MtH0kDsTsA\n');
  });
});
