/** What a ledger counted. */
export interface LedgerCounts {
  readonly generated: number;
  readonly acked: number;
  readonly failed: number;
  /** Distinct acknowledged events that were committed, by outcome. */
  readonly committed: Readonly<Record<string, number>>;
  readonly lost: number;
  readonly duplicates: number;
  readonly unexpected: number;
}

/** An equation that a reconciled ledger satisfies. */
export interface LedgerEquation {
  readonly equation: string;
  readonly left: number;
  /** The terms of a sum. */
  readonly right: readonly number[];
  readonly holds: boolean;
}

const equation = (text: string, left: number, right: readonly number[]): LedgerEquation => ({
  equation: text,
  left,
  right,
  holds: left === right.reduce((sum, value) => sum + value, 0),
});

/** All that must hold: everything generated is accounted for, and committed once if it was acknowledged. */
export function ledgerEquations(counts: LedgerCounts): readonly LedgerEquation[] {
  const { generated, acked, failed, committed, lost, duplicates, unexpected } = counts;
  const outcomes = Object.keys(committed).join(' + ');
  return [
    equation('generated = acknowledged + failed', generated, [acked, failed]),
    equation(`acknowledged = ${outcomes} + lost`, acked, [...Object.values(committed), lost]),
    equation('lost = 0', lost, [0]),
    equation('duplicates = 0', duplicates, [0]),
    equation('unexpected = 0', unexpected, [0]),
  ];
}
