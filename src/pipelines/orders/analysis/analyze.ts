import { channelPayment, channelPaymentValues } from './channel-payment.js';
import { cities } from './cities.js';
import { clean } from './cleaning.js';
import { committedCollector, type AnalysisOptions, type Collected } from './collect.js';
import { itemWeekday } from './item-weekday.js';
import { listOrderBatches, readOrders } from './committed-orders.js';
import { ORDER_COLUMNS, type OrderRow } from './order-row.js';
import { pareto } from './pareto.js';
import { quality } from './quality.js';
import { rankings } from './rankings.js';
import { analysisSchema, type Analysis } from './results.js';
import { salesBy } from './sales.js';
import { loadDanfo, tableOf } from '../../../analysis/table.js';
import { totals } from './totals.js';
import { weekdayHour } from './weekday-hour.js';

/** Computes everything that the charts and the report say of the orders; zeros and empty lists when none was committed. */
export async function analyze(collected: Collected): Promise<Analysis> {
  const danfo = await loadDanfo();

  // 1. Drop what should not be counted.
  const orders = tableOf<OrderRow>(danfo, ORDER_COLUMNS, collected.orders);
  const { kept, cleaning } = clean(orders, collected.checkNames);

  // 2. Go through all orders once for each family of groupings; what follows works on these small tables.
  const byItem = salesBy(kept, ['item', 'category', 'weekday_num']);
  const byTime = salesBy(kept, ['purchase_date', 'weekday_num', 'hour_of_day']);
  const byPlace = salesBy(kept, ['sales_channel', 'payment_method', 'store_city']);

  // 3. Shape the results. The schema is the contract with stored runs, so it is checked here and not by readers only.
  return analysisSchema.parse({
    cleaning,
    totals: totals(kept, byTime),
    item_weekday: itemWeekday(byItem),
    weekday_hour: weekdayHour(byTime),
    pareto: pareto(byItem),
    channel_payment: channelPayment(channelPaymentValues(kept)),
    cities: cities(byPlace),
    rankings: rankings({ byItem, byTime, byPlace }),
    quality: quality(danfo, collected.quality),
    truth: collected.truth,
  } satisfies Analysis);
}

/**
 * Reads an orders folder and analyses it.
 *
 * @throws StreambookError of {@link listOrderBatches} and {@link readOrders}, naming the file.
 */
export async function analyzeOrders(ordersFolder: string, options: AnalysisOptions): Promise<Analysis> {
  const collector = committedCollector(options);
  for await (const chunk of readOrders(await listOrderBatches(ordersFolder))) collector.add(chunk);
  return analyze(collector.collected());
}
