import { REASONS } from '../data/rules.js';
import type { CommittedRow } from './committed-orders.js';
import { NO_MODE, type ExpectedReasons } from './modes.js';
import type { Analysis } from './results.js';
import { groupBy, rowsOf, sortBy, tableOf, type Danfo } from '../../../analysis/table.js';

/** What was committed, against what was injected: gathered row by row. */
export interface QualityTally {
  readonly invalidRows: number;
  /** Rows with their mode; those that were committed as valid are counted together. */
  readonly committed: (readonly [mode: string, rows: number, detected: number])[];
  /** One entry for each reason of each invalid row. */
  readonly found: (readonly [mode: string, reason: string])[];
}

export interface QualityCounter {
  addValid(row: CommittedRow): void;
  addInvalid(row: CommittedRow): void;
  tally(): QualityTally;
}

export function qualityCounter(expectedReasons: ExpectedReasons): QualityCounter {
  const expected: ExpectedReasons = { [NO_MODE]: [], ...expectedReasons };
  const validRows = new Map(Object.keys(expected).map((mode) => [mode, 0]));
  const invalid: (readonly [string, number, number])[] = [];
  const found: (readonly [string, string])[] = [];
  return {
    addValid({ injected_mode: mode = NO_MODE }) {
      validRows.set(mode, (validRows.get(mode) ?? 0) + 1);
    },
    addInvalid({ injected_mode: mode = NO_MODE, reasons = [] }) {
      const names: readonly string[] = reasons;
      const detected = expected[mode]?.every((reason) => names.includes(reason)) ?? false;
      invalid.push([mode, 1, detected ? 1 : 0]);
      for (const reason of names) found.push([mode, reason]);
    },
    tally: () => ({
      invalidRows: invalid.length,
      committed: [...[...validRows].map(([mode, rows]) => [mode, rows, 0] as const), ...invalid],
      found,
    }),
  };
}

/** Injected modes against reasons found. Modes come as they were given, reasons as the rules do; others come last. */
export function quality(danfo: Danfo, { invalidRows, committed, found }: QualityTally): Analysis['quality'] {
  const modeOrder = [...new Set(committed.map(([mode]) => mode))];
  const reasonOrder = [...new Set<string>([...REASONS, ...found.map(([, reason]) => reason)])];

  const modes = tableOf<{ mode: string; rows: number; detected: number }>(
    danfo,
    ['mode', 'rows', 'detected'],
    committed,
  );
  const reasons = tableOf<{ mode: string; reason: string; one: number }>(
    danfo,
    ['mode', 'reason', 'one'],
    found.map((pair) => [...pair, 1]),
  );
  const byMode = rowsOf(groupBy(modes, ['mode'], { rows: ['rows', 'sum'], detected: ['detected', 'sum'] }));
  const byPair = rowsOf(
    sortBy(
      groupBy(reasons, ['mode', 'reason'], { rows: ['one', 'sum'] }),
      ['rows', 'falling'],
      ['reason', 'rising'],
    ),
  );
  const byReason = rowsOf(groupBy(reasons, ['reason'], { rows: ['one', 'sum'] }));

  return {
    invalid_rows: invalidRows,
    reasons: reasonOrder.map((reason) => ({
      reason,
      rows: byReason.find((row) => row.reason === reason)?.rows ?? 0,
    })),
    modes: modeOrder.map((mode) => {
      const counted = byMode.find((row) => row.mode === mode);
      return {
        mode,
        rows: counted?.rows ?? 0,
        detected: counted?.detected ?? 0,
        reasons: byPair.filter((row) => row.mode === mode).map(({ reason, rows }) => ({ reason, rows })),
      };
    }),
  };
}
