import { proportion } from '../../../stats/proportion.js';
import type { CommittedRow } from './committed-orders.js';
import { NO_MODE, type ExpectedReasons } from './modes.js';
import type { Truth } from './results.js';

/** What an event is taken for whose reasons are those of no mode. */
const OTHER_MODE = 'other';

const MOST_LISTED = 100;

export interface TruthScore {
  /** Scores a row of this run; without reasons it was committed as valid. */
  add(row: CommittedRow): void;
  score(): Truth;
}

const signature = (reasons: readonly string[]) => [...reasons].sort().join(' ');

/**
 * Scores detection against the modes that were injected: an event is taken for the mode that raises exactly the
 * reasons found, since no two modes raise the same.
 */
export function truthScore(expectedReasons: ExpectedReasons): TruthScore {
  const modeBySignature = new Map([
    [signature([]), NO_MODE],
    ...Object.entries(expectedReasons).map(([mode, reasons]) => [signature(reasons), mode] as const),
  ]);
  const modes = [NO_MODE, ...Object.keys(expectedReasons)];
  const rows = new Map<string, Map<string, number>>();
  const misread: Truth['misread'] = [];
  let misreadRows = 0;

  const cell = (injected: string, taken: string) => rows.get(injected)?.get(taken) ?? 0;
  const total = (cells: Iterable<number>) => [...cells].reduce((sum, value) => sum + value, 0);

  return {
    add({ injected_mode: injected = NO_MODE, reasons = [], producer = '', event_seq: sequence = 0 }) {
      const taken = modeBySignature.get(signature(reasons)) ?? OTHER_MODE;
      const row = rows.get(injected) ?? new Map<string, number>();
      rows.set(injected, row);
      row.set(taken, (row.get(taken) ?? 0) + 1);
      if (taken === injected) return;
      misreadRows += 1;
      if (misread.length < MOST_LISTED)
        misread.push({ producer, sequence, injected, taken_for: taken, reasons: [...reasons] });
    },
    score: () => ({
      confusion: modes.map((injected) => ({
        injected,
        taken_for: [...modes, OTHER_MODE].map((taken) => ({ mode: taken, rows: cell(injected, taken) })),
      })),
      modes: modes.map((mode) => {
        const hits = cell(mode, mode);
        const injected = total(rows.get(mode)?.values() ?? []);
        const taken = total(modes.map((other) => cell(other, mode)));
        return {
          mode,
          injected,
          taken,
          precision: proportion(hits, taken),
          recall: proportion(hits, injected),
        };
      }),
      misread_rows: misreadRows,
      misread,
    }),
  };
}
