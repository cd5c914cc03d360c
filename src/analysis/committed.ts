import { open, type FileHandle } from 'node:fs/promises';
import { hasCode, StreambookError } from '../core/errors.js';
import type { CommittedBatch, CommittedFile, Partition } from './sink-log.js';

/** Consecutive rows of one committed file. */
export interface CommittedChunk<Row, P extends Partition = Partition> {
  readonly batch: CommittedBatch<P>;
  readonly file: CommittedFile<P>;
  readonly rows: readonly Row[];
}

/** Large enough that a file of an ordinary batch is one chunk, small enough that memory stays flat on any run. */
const CHUNK_BYTES = 1 << 20;

async function openCommitted(file: CommittedFile): Promise<FileHandle> {
  try {
    return await open(file.path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new StreambookError(
      'COMMITTED_FILE_MISSING',
      `${file.path} is missing, but Spark committed it: copy the folder of the sink again`,
      { cause: error },
    );
  }
}

function tornFile(file: CommittedFile, what: string, cause?: unknown): StreambookError {
  return new StreambookError(
    'COMMITTED_FILE_TORN',
    `${file.path} is torn (${what}): copy the folder of the sink again`,
    { cause },
  );
}

function parseLine(line: string, file: CommittedFile, lineNumber: number): unknown {
  try {
    return JSON.parse(line);
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
async function* readFileRows(file: CommittedFile, buffer: Buffer): AsyncGenerator<readonly unknown[]> {
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
    const rows: unknown[] = [];
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
 * @typeParam Row What a line holds. Spark leaves out fields that are null, so any of them may be absent.
 * @throws StreambookError COMMITTED_FILE_MISSING or COMMITTED_FILE_TORN naming the file.
 */
export async function* readCommitted<Row, P extends Partition = Partition>(
  batches: readonly CommittedBatch<P>[],
): AsyncGenerator<CommittedChunk<Row, P>> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (const batch of batches) {
    for (const file of batch.files) {
      for await (const rows of readFileRows(file, buffer))
        yield { batch, file, rows: rows as readonly Row[] };
    }
  }
}
