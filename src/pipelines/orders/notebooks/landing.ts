import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import { openOrderLedger, orderTotals } from '../analysis/order-ledger.js';
import { checkArguments } from '../../../core/arguments.js';
import { FOLDER, SANDBOX } from './arguments.js';
import { requireFolder } from './folders.js';
import type { Sandbox } from './sandbox.js';

/** The files that a query has committed, in the order of its batches. @throws StreambookError NO_FOLDER. */
export async function committedFiles(outputFolder: string) {
  checkArguments('committedFiles', { outputFolder: FOLDER }, outputFolder);
  await requireFolder('committedFiles', outputFolder, 'sandbox.outputFolder once it runs');
  const batches = await listOrderBatches(outputFolder);
  return batches.flatMap(({ batchId, files }) =>
    files.map(({ name, partition, sizeBytes }) => ({
      batch: batchId,
      validity: partition.validity,
      size_bytes: sizeBytes,
      name,
    })),
  );
}

/** What a folder of a checkpoint holds of each batch: the last line of its file, as Spark wrote it. */
async function checkpointEntries(folder: string, kind: 'offsets' | 'commits') {
  const names = await readdir(join(folder, kind)).catch((): string[] => []);
  const ids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    ids.map(async (batch) => {
      const lines = (await readFile(join(folder, kind, String(batch)), 'utf8')).trim().split('\n');
      return { batch, text: lines.at(-1) ?? '' };
    }),
  );
}

/**
 * The checkpoint of a query, the newest batch first: up to which offset of each partition a batch was to read, written
 * before it, and whether it was committed, written after it.
 *
 * @throws StreambookError NO_FOLDER.
 */
export async function checkpointLog(checkpointFolder: string) {
  checkArguments('checkpointLog', { checkpointFolder: FOLDER }, checkpointFolder);
  await requireFolder('checkpointLog', checkpointFolder, 'sandbox.checkpointFolder once it runs');
  const committed = new Set((await checkpointEntries(checkpointFolder, 'commits')).map(({ batch }) => batch));
  return (await checkpointEntries(checkpointFolder, 'offsets'))
    .sort((left, right) => right.batch - left.batch)
    .map(({ batch, text }) => ({ batch, committed: committed.has(batch), read_up_to: text }));
}

const COUNTS = [
  'generated',
  'acked',
  'failed',
  'valid',
  'invalid',
  'lost',
  'duplicates',
  'unexpected',
] as const;
type ReconciledCounts = Readonly<Record<(typeof COUNTS)[number], number>> & { readonly balanced: boolean };

function addedUp(totals: readonly ReconciledCounts[]): ReconciledCounts {
  const sum = (count: (typeof COUNTS)[number]) =>
    totals.reduce((total, ledgers) => total + ledgers[count], 0);
  const counts = Object.fromEntries(COUNTS.map((count) => [count, sum(count)])) as Omit<
    ReconciledCounts,
    'balanced'
  >;
  return { ...counts, balanced: totals.every(({ balanced }) => balanced) };
}

/** Enters every order that the sandbox has sent so far: acknowledged = valid + invalid + lost, and none twice. */
export async function ordersLedger(sandbox: Sandbox): Promise<ReconciledCounts> {
  checkArguments('ordersLedger', { sandbox: SANDBOX }, sandbox);
  const { outputFolder, sendResults } = sandbox;
  const ledgers = new Map(sendResults.map(({ runId, sent }) => [runId, openOrderLedger(runId, sent)]));
  const ofOthers = openOrderLedger('', {});
  for await (const { rows, file } of readOrders(await listOrderBatches(outputFolder))) {
    for (const row of rows) (ledgers.get(row.run_id ?? '') ?? ofOthers).enter(row, file.partition.validity);
  }
  return addedUp([...ledgers.values(), ofOthers].map((ledger) => orderTotals(ledger.close())));
}
