import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import { checkArguments } from '../../../core/arguments.js';
import { FOLDER, SANDBOX } from '../../../notebooks/arguments.js';
import { requireFolder } from '../../../notebooks/folders.js';
import { openOrderLedger, orderTotals } from '../analysis/order-ledger.js';
import type { OrdersSandbox } from './sandbox.js';

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
type ReconciledCounts = Readonly<Record<(typeof COUNTS)[number], number>> & { readonly reconciled: boolean };

function addedUp(totals: readonly ReconciledCounts[]): ReconciledCounts {
  const sum = (count: (typeof COUNTS)[number]) =>
    totals.reduce((total, ledgers) => total + ledgers[count], 0);
  const counts = Object.fromEntries(COUNTS.map((count) => [count, sum(count)])) as Omit<
    ReconciledCounts,
    'reconciled'
  >;
  return { ...counts, reconciled: totals.every(({ reconciled }) => reconciled) };
}

/** Enters every order that the sandbox has sent so far: acknowledged = valid + invalid + lost, and none twice. */
export async function ordersLedger(sandbox: OrdersSandbox): Promise<ReconciledCounts> {
  checkArguments('ordersLedger', { sandbox: SANDBOX }, sandbox);
  const { outputFolder, sendResults } = sandbox;
  const ledgers = new Map(sendResults.map(({ runId, sent }) => [runId, openOrderLedger(runId, sent)]));
  const ofOthers = openOrderLedger('', {});
  for await (const { rows, file } of readOrders(await listOrderBatches(outputFolder))) {
    for (const row of rows) (ledgers.get(row.run_id ?? '') ?? ofOthers).enter(row, file.partition.validity);
  }
  return addedUp([...ledgers.values(), ofOthers].map((ledger) => orderTotals(ledger.close())));
}
