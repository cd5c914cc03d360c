import { faultFinder, type CleaningOptions } from './cleaning.js';
import type { OrderChunk } from './committed-orders.js';
import { orderCells } from './order-row.js';
import type { ExpectedReasons } from '../data/expected-reasons.js';
import { qualityCounter, type QualityTally } from './quality.js';
import type { Truth } from './results.js';
import { truthScore } from './truth.js';

export interface AnalysisOptions extends CleaningOptions {
  readonly expectedReasons: ExpectedReasons;
}

/** What the analysis keeps of the rows that were committed. */
export interface Collected {
  /** Cells of the valid rows, in the order of ORDER_COLUMNS. */
  readonly orders: readonly (readonly (string | number)[])[];
  readonly checkNames: readonly string[];
  readonly quality: QualityTally;
  readonly truth: Truth;
}

export interface CommittedCollector {
  /** Chunks must come in the order of the commits: of two rows with the same order_id the first is kept. */
  add(chunk: OrderChunk): void;
  collected(): Collected;
}

/** Gathers what {@link analyze} needs, so that one pass over the files can serve others too. */
export function committedCollector({ expectedReasons, ...cleaning }: AnalysisOptions): CommittedCollector {
  const orders: (readonly (string | number)[])[] = [];
  const finder = faultFinder(cleaning);
  const counter = qualityCounter(expectedReasons);
  const truth = truthScore(expectedReasons);
  return {
    add({ file, rows }) {
      for (const row of rows) {
        if (file.partition.validity === 'valid') orders.push(orderCells(row, finder.faultOf(row)));
        if (row.run_id !== cleaning.runId) continue;
        truth.add(row);
        if (file.partition.validity === 'valid') counter.addValid(row);
        else counter.addInvalid(row);
      }
    },
    collected: () => ({
      orders,
      checkNames: finder.checkNames,
      quality: counter.tally(),
      truth: truth.score(),
    }),
  };
}
