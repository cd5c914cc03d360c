import { appendFile } from 'node:fs/promises';
import { readTextIfThere } from '../core/files.js';
import type { StreamingQuery, StreamingQueryProgress } from '../spark/index.js';
import { parseProgress } from '../spark/streaming/progress.js';

/** Keeps all progress records of a query; Spark itself remembers only the last hundred. */
export interface ProgressLog {
  /** Reads what is new. Call it more often than Spark forgets, and once more when the query has stopped. */
  poll(): Promise<void>;
  /** Records of micro-batches that had rows, in their order. */
  batches(): readonly StreamingQueryProgress[];
}

/** @param file Gets each record as Spark gave it, a line of JSON each. */
export function progressLog(query: Pick<StreamingQuery, 'recentProgress'>, file: string): ProgressLog {
  // A trigger that found nothing to do is reported with the id of the batch that comes next, so the id alone is no key.
  const known = new Map<string, StreamingQueryProgress>();
  return {
    async poll() {
      const fresh = (await query.recentProgress()).filter(
        ({ batchId, timestamp }) => !known.has(`${batchId} ${timestamp}`),
      );
      for (const progress of fresh) known.set(`${progress.batchId} ${progress.timestamp}`, progress);
      await appendFile(file, fresh.map(({ json }) => `${json}\n`).join(''));
    },
    batches: () => [...known.values()].filter(({ numInputRows }) => numInputRows > 0),
  };
}

/** The records of micro-batches that had rows, from the file of a {@link progressLog}; none without a file. */
export async function readProgress(file: string): Promise<readonly StreamingQueryProgress[]> {
  const lines = ((await readTextIfThere(file)) ?? '').split('\n').filter((line) => line !== '');
  return lines.map(parseProgress).filter(({ numInputRows }) => numInputRows > 0);
}
