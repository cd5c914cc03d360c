import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { firstLine, hasCode, StreambookError } from '../core/errors.js';

/**
 * The log that Spark's file sink keeps in `_spark_metadata`: one file a micro-batch, named by the batch's id,
 * holding `v1` and then a line of JSON for each output file that the batch committed. Every tenth or so is a
 * `<id>.compact` that repeats all entries so far. Output that no entry names is left over from a failed attempt.
 *
 * @typeParam P The sink's partition columns (`partitionBy`) and what the file has in them.
 */
export interface CommittedFile<P extends Partition = Partition> {
  readonly path: string;
  /** The path inside the sink's folder, `country=FR/part-…`. */
  readonly name: string;
  readonly partition: Readonly<P>;
  readonly sizeBytes: number;
}

/** Values of partition columns: `{ country: 'FR' }` in the folder `country=FR`. */
export type Partition = Readonly<Record<string, string>>;

/** The partition columns of a sink, from the outermost folder to the innermost, and what each may hold. */
export type PartitionSchema<P extends Partition> = z.ZodObject & z.ZodType<P>;

/** One committed micro-batch and the files that it added. */
export interface CommittedBatch<P extends Partition = Partition> {
  readonly batchId: number;
  /**
   * Microseconds since the epoch at which readers could see the batch: the change time of its log entry, which
   * is set when Spark renames the entry into place. null when Spark has already folded the entry into a later
   * `.compact` file and deleted it (after ten minutes, unless `spark.sql.streaming.fileSink.log.deletion` is false).
   */
  readonly committedUs: number | null;
  readonly files: readonly CommittedFile<P>[];
}

const entrySchema = z.object({ path: z.string(), size: z.int().min(0), action: z.literal('add') });

const LOG_FILE = /^(\d+)(\.compact)?$/;

interface Sink<P extends Partition> {
  readonly folder: string;
  readonly columns: PartitionSchema<P>;
}

/** Entries hold absolute URIs; the part under the sink's folder is what stays true when a run is copied elsewhere. */
function toCommittedFile<P extends Partition>(line: string, { folder, columns }: Sink<P>): CommittedFile<P> {
  const entry = entrySchema.safeParse(JSON.parse(line));
  if (!entry.success) throw new Error(`an entry is ${line}`);
  const { path, size } = entry.data;
  const depth = Object.keys(columns.shape).length + 1;
  const steps = decodeURIComponent(path).split('/').slice(-depth);
  const partition = columns.safeParse(Object.fromEntries(steps.slice(0, -1).map(columnAndValue)));
  if (!partition.success) {
    const expected = Object.keys(columns.shape).map((column) => `${column}=…/`);
    throw new Error(
      `"${path}" does not end in ${expected.join('')} and a file: ${describeIssues(partition.error)}`,
    );
  }
  const name = steps.join('/');
  return { path: join(folder, name), name, partition: partition.data, sizeBytes: size };
}

/** Spark escapes what a folder's name must not hold, such as a slash or a colon, as `%2F` and `%3A`. */
function columnAndValue(step: string): readonly [column: string, value: string] {
  const [column = '', ...rest] = step.split('=');
  const value = rest
    .join('=')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return [column, value];
}

const describeIssues = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

async function readEntries<P extends Partition>(logFile: string, sink: Sink<P>): Promise<CommittedFile<P>[]> {
  const [version, ...lines] = (await readFile(logFile, 'utf8')).split('\n');
  try {
    if (version !== 'v1') throw new Error(`it starts with "${version?.slice(0, 20)}" instead of "v1"`);
    return lines.filter((line) => line !== '').map((line) => toCommittedFile(line, sink));
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
 * Every batch that a file sink committed, by rising id, with the files that are new in it; none when nothing was committed.
 *
 * @param columns The sink's partition columns: `z.object({ country: z.string() })`; `z.object({})` when it has none.
 * @throws StreambookError BAD_SINK_LOG naming the log file that cannot be read.
 */
export async function listBatches<P extends Partition>(
  folder: string,
  columns: PartitionSchema<P>,
): Promise<readonly CommittedBatch<P>[]> {
  const batches: CommittedBatch<P>[] = [];
  const seen = new Set<string>();
  let expectedId = 0;
  for (const { batchId, path } of await listLogFiles(join(folder, '_spark_metadata'))) {
    const files = (await readEntries(path, { folder, columns })).filter((file) => !seen.has(file.name));
    for (const file of files) seen.add(file.name);
    // After a gap in the ids, a compact file holds files of batches whose own entries are gone.
    const committedUs =
      batchId === expectedId ? Number((await stat(path, { bigint: true })).ctimeNs / 1000n) : null;
    batches.push({ batchId, committedUs, files });
    expectedId = batchId + 1;
  }
  return batches;
}
