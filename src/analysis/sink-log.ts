import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { firstLine, hasCode, StreambookError } from '../core/errors.js';

/**
 * The log that Spark's file sink keeps in `_spark_metadata`: one file a micro-batch, named by the batch's id,
 * holding `v1` and then a line of JSON for each output file that the batch committed. Every tenth or so is a
 * `<id>.compact` that repeats all entries so far. Output that no entry names is left over from a failed attempt.
 */
export interface CommittedFile {
  readonly path: string;
  /** The path inside the orders folder, `validity=valid/part-…`. */
  readonly name: string;
  readonly validity: 'valid' | 'invalid';
  readonly sizeBytes: number;
}

/** One committed micro-batch and the files that it added. */
export interface CommittedBatch {
  readonly batchId: number;
  /**
   * Microseconds since the epoch at which readers could see the batch: the change time of its log entry, which
   * is set when Spark renames the entry into place. null when Spark has already folded the entry into a later
   * `.compact` file and deleted it (after ten minutes, unless `spark.sql.streaming.fileSink.log.deletion` is false).
   */
  readonly committedUs: number | null;
  readonly files: readonly CommittedFile[];
}

const entrySchema = z.object({ path: z.string(), size: z.int().min(0), action: z.literal('add') });

const LOG_FILE = /^(\d+)(\.compact)?$/;
const OUTPUT_FILE = /(?:^|\/)(validity=(valid|invalid)\/[^/]+)$/;

/** Entries hold absolute URIs; the part under the orders folder is what stays true when a run is copied elsewhere. */
function toCommittedFile(line: string, ordersFolder: string): CommittedFile {
  const entry = entrySchema.safeParse(JSON.parse(line));
  if (!entry.success) throw new Error(`an entry is ${line}`);
  const { path, size } = entry.data;
  const [, name, validity] = OUTPUT_FILE.exec(decodeURIComponent(path)) ?? [];
  if (name === undefined) throw new Error(`"${path}" does not end in validity=valid|invalid and a file`);
  return {
    path: join(ordersFolder, name),
    name,
    validity: validity === 'valid' ? 'valid' : 'invalid',
    sizeBytes: size,
  };
}

async function readEntries(logFile: string, ordersFolder: string): Promise<CommittedFile[]> {
  const [version, ...lines] = (await readFile(logFile, 'utf8')).split('\n');
  try {
    if (version !== 'v1') throw new Error(`it starts with "${version?.slice(0, 20)}" instead of "v1"`);
    return lines.filter((line) => line !== '').map((line) => toCommittedFile(line, ordersFolder));
  } catch (error) {
    throw new StreambookError(
      'BAD_SINK_LOG',
      `${logFile} is not a log of Spark's file sink: ${firstLine(error)}`,
      { cause: error },
    );
  }
}

async function listLogFiles(logFolder: string): Promise<{ batchId: number; path: string }[]> {
  try {
    return (await readdir(logFolder))
      .flatMap((name) => {
        const batchId = LOG_FILE.exec(name)?.[1];
        return batchId === undefined ? [] : [{ batchId: Number(batchId), path: join(logFolder, name) }];
      })
      .sort((a, b) => a.batchId - b.batchId);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/**
 * Every batch that the sink committed, by rising id, with the files that are new in it; none when nothing was committed.
 *
 * @throws StreambookError BAD_SINK_LOG naming the log file that cannot be read.
 */
export async function listBatches(ordersFolder: string): Promise<readonly CommittedBatch[]> {
  const batches: CommittedBatch[] = [];
  const seen = new Set<string>();
  let expectedId = 0;
  for (const { batchId, path } of await listLogFiles(join(ordersFolder, '_spark_metadata'))) {
    const files = (await readEntries(path, ordersFolder)).filter((file) => !seen.has(file.name));
    for (const file of files) seen.add(file.name);
    // After a gap in the ids, a compact file holds files of batches whose own entries are gone.
    const committedUs =
      batchId === expectedId ? Number((await stat(path, { bigint: true })).ctimeNs / 1000n) : null;
    batches.push({ batchId, committedUs, files });
    expectedId = batchId + 1;
  }
  return batches;
}
