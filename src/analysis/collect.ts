import { faultFinder, type CleaningOptions } from './cleaning.js';
import type { LandedChunk } from './landed.js';
import { orderCells } from './order-row.js';
import { qualityCounter, type ExpectedReasons, type QualityTally } from './quality.js';

export interface AnalysisOptions extends CleaningOptions {
  readonly expectedReasons: ExpectedReasons;
}

/** What the analysis keeps of the rows that landed. */
export interface Collected {
  /** Cells of the valid rows, in the order of ORDER_COLUMNS. */
  readonly orders: readonly (readonly (string | number)[])[];
  readonly checkNames: readonly string[];
  readonly quality: QualityTally;
}

export interface LandedCollector {
  /** Chunks must come in the order of the commits: of two rows with the same order_id the first is kept. */
  add(chunk: LandedChunk): void;
  collected(): Collected;
}

/** Gathers what {@link analyze} needs, so that one pass over the files can serve others too. */
export function landedCollector({ expectedReasons, ...cleaning }: AnalysisOptions): LandedCollector {
  const orders: (readonly (string | number)[])[] = [];
  const finder = faultFinder(cleaning);
  const counter = qualityCounter(expectedReasons);
  return {
    add({ file, rows }) {
      for (const row of rows) {
        const isOurs = row.run_id === cleaning.runId;
        if (file.validity === 'valid') orders.push(orderCells(row, finder.faultOf(row)));
        if (isOurs && file.validity === 'valid') counter.addValid(row);
        if (isOurs && file.validity === 'invalid') counter.addInvalid(row);
      }
    },
    collected: () => ({ orders, checkNames: finder.checkNames, quality: counter.tally() }),
  };
}
