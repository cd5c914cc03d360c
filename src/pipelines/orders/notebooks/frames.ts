import type { DataFrame } from 'danfojs-node';
import { committedCollector } from '../analysis/collect.js';
import { listOrderBatches, readOrders } from '../analysis/committed-orders.js';
import { ORDER_COLUMNS, type OrderRow } from '../analysis/order-row.js';
import { loadDanfo, tableOf } from '../../../analysis/table.js';
import { EXPECTED_REASONS } from '../data/expected-reasons.js';
import { checkArguments } from '../../../core/arguments.js';
import { StreambookError } from '../../../core/errors.js';
import { RUN } from '../../../notebooks/arguments.js';
import { FRAME } from './arguments.js';
import type { OrdersRun } from './sandbox.js';
import { ordersFolder } from '../run-files.js';

/** The squares serve the report's intervals alone. */
const COLUMNS = ORDER_COLUMNS.filter((column) => column !== 'amount_squared');

/**
 * The valid orders of a run as a danfo frame, before cleaning: its column `fault` names the first check that an order
 * fails, or is "none".
 *
 * @throws StreambookError NO_ORDERS when none was committed.
 */
export async function orderFrame(run: OrdersRun) {
  checkArguments('orderFrame', { run: RUN }, run);
  const { runId, experiment, paths } = run;
  const { referenceDate } = experiment;
  const collector = committedCollector({ runId, referenceDate, expectedReasons: EXPECTED_REASONS });
  for await (const chunk of readOrders(await listOrderBatches(ordersFolder(paths)))) collector.add(chunk);
  const { orders } = collector.collected();
  const shown = COLUMNS.map((column) => ORDER_COLUMNS.indexOf(column));
  const cells = orders.map((order) => shown.map((position) => order[position] ?? ''));
  const { frame } = tableOf<Pick<OrderRow, (typeof COLUMNS)[number]>>(await loadDanfo(), COLUMNS, cells);
  if (frame === undefined)
    throw new StreambookError('NO_ORDERS', `No valid order of run ${runId} was committed`);
  return frame;
}

/** The orders that pass every check, numbered again from 0. */
export function withoutFaults(orders: DataFrame): DataFrame {
  checkArguments('withoutFaults', { orders: FRAME }, orders);
  const faults = orders.column('fault').values as readonly string[];
  const kept = orders.query(faults.map((fault) => fault === 'none'));
  kept.resetIndex({ inplace: true });
  return kept;
}
