import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import { checkArguments } from '../../../core/arguments.js';
import { FOLDER } from '../../../notebooks/arguments.js';
import { requireFolder } from '../../../notebooks/folders.js';

/** Milliseconds from sending each order until readers could see the file that it is in. @throws StreambookError NO_FOLDER. */
export async function commitLatenciesMs(outputFolder: string, runId: string): Promise<readonly number[]> {
  checkArguments('commitLatenciesMs', { outputFolder: FOLDER, runId: FOLDER }, outputFolder, runId);
  await requireFolder('commitLatenciesMs', outputFolder, 'ordersFolder(run.paths)');
  const latencies: number[] = [];
  for await (const { batch, rows } of readOrders(await listOrderBatches(outputFolder))) {
    const { committedUs } = batch;
    if (committedUs === null) continue;
    for (const { run_id: eventRun, sent_us: sentUs } of rows) {
      if (eventRun === runId && sentUs !== undefined) latencies.push((committedUs - sentUs) / 1000);
    }
  }
  return latencies;
}
