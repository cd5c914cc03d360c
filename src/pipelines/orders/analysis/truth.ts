import { proportion } from '../../../stats/proportion.js';
import type { CommittedRow } from './committed-orders.js';
import { type ExpectedReasons, NO_FAULT_TYPE } from '../data/expected-reasons.js';
import type { Truth } from './results.js';

/** What is predicted for an event whose reasons are those of no fault type. */
const OTHER_FAULT_TYPE = 'other';

const MOST_LISTED = 100;

export interface TruthScore {
  /** Scores a row of this run; without reasons it was committed as valid. */
  add(row: CommittedRow): void;
  score(): Truth;
}

const signature = (reasons: readonly string[]) => [...reasons].sort().join(' ');

/**
 * Scores detection against the ground truth, the fault types that were injected: predicted is the one that raises exactly
 * the reasons found, since no two raise the same.
 */
export function truthScore(expectedReasons: ExpectedReasons): TruthScore {
  const faultTypeBySignature = new Map([
    [signature([]), NO_FAULT_TYPE],
    ...Object.entries(expectedReasons).map(
      ([faultType, reasons]) => [signature(reasons), faultType] as const,
    ),
  ]);
  const faultTypes = [NO_FAULT_TYPE, ...Object.keys(expectedReasons)];
  const rows = new Map<string, Map<string, number>>();
  const misread: Truth['misread'] = [];
  let misreadRows = 0;

  const cell = (injected: string, predicted: string) => rows.get(injected)?.get(predicted) ?? 0;
  const total = (cells: Iterable<number>) => [...cells].reduce((sum, value) => sum + value, 0);

  return {
    add({ injected_mode: injected = NO_FAULT_TYPE, reasons = [], producer = '', event_seq: sequence = 0 }) {
      const predicted = faultTypeBySignature.get(signature(reasons)) ?? OTHER_FAULT_TYPE;
      const row = rows.get(injected) ?? new Map<string, number>();
      rows.set(injected, row);
      row.set(predicted, (row.get(predicted) ?? 0) + 1);
      if (predicted === injected) return;
      misreadRows += 1;
      if (misread.length < MOST_LISTED)
        misread.push({ producer, sequence, injected, taken_for: predicted, reasons: [...reasons] });
    },
    score: () => ({
      confusion: faultTypes.map((injected) => ({
        injected,
        taken_for: [...faultTypes, OTHER_FAULT_TYPE].map((predicted) => ({
          mode: predicted,
          rows: cell(injected, predicted),
        })),
      })),
      modes: faultTypes.map((faultType) => {
        const hits = cell(faultType, faultType);
        const injected = total(rows.get(faultType)?.values() ?? []);
        const predicted = total(faultTypes.map((other) => cell(other, faultType)));
        return {
          mode: faultType,
          injected,
          taken: predicted,
          precision: proportion(hits, predicted),
          recall: proportion(hits, injected),
        };
      }),
      misread_rows: misreadRows,
      misread,
    }),
  };
}
