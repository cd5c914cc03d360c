import { open, type FileHandle } from 'node:fs/promises';
import type { ProducerName } from '../pipelines/orders/data/event.js';
import type { Order } from '../pipelines/orders/data/fields.js';
import type { Reason } from '../pipelines/orders/data/rules.js';
import { hasCode, StreambookError } from '../core/errors.js';
import type { CommittedBatch, CommittedFile } from './sink-log.js';

/** One line of the sink's JSON. Spark leaves out fields that are null, so any may be absent. */
export interface CommittedRow extends Readonly<Partial<Order>> {
  /** Invalid rows only: the payload as it came. */
  readonly raw?: string;
  /** Invalid rows only: every rule that the payload breaks. */
  readonly reasons?: readonly Reason[];
  readonly run_id?: string;
  readonly producer?: ProducerName;
  readonly event_seq?: number;
  readonly intended_us?: number;
  readonly sent_us?: number;
  /** Absent for orders of the valid producer. */
  readonly injected_mode?: string;
  readonly kafka_partition?: number;
  readonly kafka_offset?: number;
  readonly kafka_timestamp_ms?: number;
}

/** Consecutive rows of one committed file. */
export interface CommittedChunk {
  readonly batch: CommittedBatch;
  readonly file: CommittedFile;
  readonly rows: readonly CommittedRow[];
}

/** Large enough that a file of an ordinary batch is one chunk, small enough that memory stays flat on any run. */
const CHUNK_BYTES = 1 << 20;

async function openCommitted(file: CommittedFile): Promise<FileHandle> {
  try {
    return await open(file.path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new StreambookError(
      'LANDED_FILE_MISSING',
      `${file.path} is missing, but Spark committed it: copy the run's orders folder again`,
      { cause: error },
    );
  }
}

function tornFile(file: CommittedFile, what: string, cause?: unknown): StreambookError {
  return new StreambookError(
    'LANDED_FILE_TORN',
    `${file.path} is torn (${what}): copy the run's orders folder again`,
    { cause },
  );
}

function parseLine(line: string, file: CommittedFile, lineNumber: number): CommittedRow {
  try {
    return JSON.parse(line) as CommittedRow;
  } catch (error) {
    throw tornFile(file, `line ${lineNumber} is not JSON`, error);
  }
}

const NEWLINE = 0x0a;

/**
 * Rows of one file, a chunk at a time. Each line becomes a text by itself: V8 parses short texts nearly twice as fast as
 * those cut from a long one. A plain read loop, because a stream for each of the thousands of small files of a long run
 * costs seven times as much.
 */
async function* readFileRows(file: CommittedFile, buffer: Buffer): AsyncGenerator<readonly CommittedRow[]> {
  await using handle = await openCommitted(file);
  const { size } = await handle.stat();
  if (size !== file.sizeBytes) throw tornFile(file, `${size} bytes of the ${file.sizeBytes} committed`);
  let lineNumber = 0;
  // The beginning of a line that straddles two chunks.
  let rest = Buffer.of();
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    const chunk = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
    const rows: CommittedRow[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      rows.push(parseLine(chunk.toString('utf8', start, end), file, (lineNumber += 1)));
      start = end + 1;
    }
    rest = chunk.subarray(start);
    yield rows;
  }
  if (rest.length > 0) yield [parseLine(rest.toString(), file, lineNumber + 1)];
}

/**
 * Every committed row, exactly once, file after file in the order of the commits. Only files that the sink's log
 * names are read. One pass can feed several consumers: analysis, ledger, latencies.
 *
 * @throws StreambookError LANDED_FILE_MISSING or LANDED_FILE_TORN naming the file.
 */
export async function* readCommitted(batches: readonly CommittedBatch[]): AsyncGenerator<CommittedChunk> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (const batch of batches) {
    for (const file of batch.files) {
      for await (const rows of readFileRows(file, buffer)) yield { batch, file, rows };
    }
  }
}
