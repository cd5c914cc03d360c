import type { StoredRun } from '../../runs/store.js';
import { listOrderBatches, readOrders } from './analysis/committed-orders.js';
import { ordersFolder } from './run-files.js';

/**
 * Counts the rows of a run in its committed files.
 *
 * @throws StreambookError when a file is missing or torn; the signal's reason on abort.
 */
export async function committedSoFar(run: StoredRun, signal: AbortSignal) {
  const rows = { valid: 0, invalid: 0 };
  const batches = await listOrderBatches(ordersFolder(run.paths));
  for await (const chunk of readOrders(batches)) {
    signal.throwIfAborted();
    rows[chunk.file.partition.validity] += chunk.rows.filter((row) => row.run_id === run.runId).length;
  }
  return { ...rows, batches: batches.length };
}
