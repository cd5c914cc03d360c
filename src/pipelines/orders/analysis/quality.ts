import { REASONS } from '../data/rules.js';
import type { CommittedRow } from './committed-orders.js';
import { type ExpectedReasons, NO_FAULT_TYPE } from '../data/expected-reasons.js';
import type { Analysis } from './results.js';
import { groupBy, rowsOf, sortBy, tableOf, type Danfo } from '../../../analysis/table.js';

/** What was committed, against what was injected: gathered row by row. */
export interface QualityTally {
  readonly invalidRows: number;
  /** Rows with their fault type; those that were committed as valid are counted together. */
  readonly committed: (readonly [faultType: string, rows: number, detected: number])[];
  /** One entry for each reason of each invalid row. */
  readonly found: (readonly [faultType: string, reason: string])[];
}

export interface QualityCounter {
  addValid(row: CommittedRow): void;
  addInvalid(row: CommittedRow): void;
  tally(): QualityTally;
}

export function qualityCounter(expectedReasons: ExpectedReasons): QualityCounter {
  const expected: ExpectedReasons = { [NO_FAULT_TYPE]: [], ...expectedReasons };
  const validRows = new Map(Object.keys(expected).map((faultType) => [faultType, 0]));
  const invalid: (readonly [string, number, number])[] = [];
  const found: (readonly [string, string])[] = [];
  return {
    addValid({ injected_mode: faultType = NO_FAULT_TYPE }) {
      validRows.set(faultType, (validRows.get(faultType) ?? 0) + 1);
    },
    addInvalid({ injected_mode: faultType = NO_FAULT_TYPE, reasons = [] }) {
      const names: readonly string[] = reasons;
      const detected = expected[faultType]?.every((reason) => names.includes(reason)) ?? false;
      invalid.push([faultType, 1, detected ? 1 : 0]);
      for (const reason of names) found.push([faultType, reason]);
    },
    tally: () => ({
      invalidRows: invalid.length,
      committed: [...[...validRows].map(([faultType, rows]) => [faultType, rows, 0] as const), ...invalid],
      found,
    }),
  };
}

/** Injected fault types against reasons found. Fault types come as they were given, reasons as the rules do; others come last. */
export function quality(danfo: Danfo, { invalidRows, committed, found }: QualityTally): Analysis['quality'] {
  const faultTypeOrder = [...new Set(committed.map(([faultType]) => faultType))];
  const reasonOrder = [...new Set<string>([...REASONS, ...found.map(([, reason]) => reason)])];

  const faultTypes = tableOf<{ faultType: string; rows: number; detected: number }>(
    danfo,
    ['faultType', 'rows', 'detected'],
    committed,
  );
  const reasons = tableOf<{ faultType: string; reason: string; one: number }>(
    danfo,
    ['faultType', 'reason', 'one'],
    found.map((pair) => [...pair, 1]),
  );
  const byFaultType = rowsOf(
    groupBy(faultTypes, ['faultType'], { rows: ['rows', 'sum'], detected: ['detected', 'sum'] }),
  );
  const byPair = rowsOf(
    sortBy(
      groupBy(reasons, ['faultType', 'reason'], { rows: ['one', 'sum'] }),
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
    modes: faultTypeOrder.map((faultType) => {
      const counted = byFaultType.find((row) => row.faultType === faultType);
      return {
        mode: faultType,
        rows: counted?.rows ?? 0,
        detected: counted?.detected ?? 0,
        reasons: byPair
          .filter((row) => row.faultType === faultType)
          .map(({ reason, rows }) => ({ reason, rows })),
      };
    }),
  };
}
