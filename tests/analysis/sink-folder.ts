import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows by the file that holds them: `country=FR/part-0.json`. */
export type SinkFiles = Readonly<Record<string, readonly object[]>>;

async function writePart(sinkFolder: string, name: string, rows: readonly object[]): Promise<string> {
  const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await mkdir(join(sinkFolder, name, '..'), { recursive: true });
  await writeFile(join(sinkFolder, name), text);
  const path = `file:///somewhere/else/${encodeURIComponent('run 1')}/sink/${encodeURI(name)}`;
  const size = Buffer.byteLength(text);
  return JSON.stringify({
    path,
    size,
    isDir: false,
    modificationTime: 1,
    blockReplication: 1,
    blockSize: 33554432,
    action: 'add',
  });
}

/**
 * Writes files as Spark's file sink does, one log entry a batch. Paths in the log are those of another machine, as in
 * a run that was copied.
 *
 * @param compactAt Batches whose entry is a `.compact` file, which repeats all entries so far.
 */
export async function writeSinkFolder(
  sinkFolder: string,
  batches: readonly SinkFiles[],
  compactAt: readonly number[] = [],
): Promise<void> {
  const logFolder = join(sinkFolder, '_spark_metadata');
  await mkdir(logFolder, { recursive: true });
  const allEntries: string[] = [];
  for (const [batchId, files] of batches.entries()) {
    const entries = [];
    for (const [name, rows] of Object.entries(files)) entries.push(await writePart(sinkFolder, name, rows));
    allEntries.push(...entries);
    const isCompact = compactAt.includes(batchId);
    const lines = ['v1', ...(isCompact ? allEntries : entries)];
    await writeFile(join(logFolder, isCompact ? `${batchId}.compact` : `${batchId}`), lines.join('\n'));
    await writeFile(join(logFolder, `.${batchId}.crc`), 'crc');
  }
}
