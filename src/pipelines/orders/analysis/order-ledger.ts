import { type LedgerTotals, openLedger, type ProducerLedger } from '../../../stats/ledger.js';
import { VALIDITIES, type Validity } from './committed-orders.js';

/** A ledger of the orders of a run, in which each is committed as valid or as invalid. */
export const openOrderLedger = (runId: string, producers: Readonly<Record<string, ProducerLedger>>) =>
  openLedger({ runId, producers, outcomes: VALIDITIES });

/** The totals under the names that they have in `run.json`. */
export function orderTotals(totals: LedgerTotals<Validity>) {
  const { committed, ...others } = totals;
  return { ...others, ...committed };
}
