import { expect, it } from 'vitest';
import { type LedgerCounts, ledgerEquations } from '../../src/stats/ledger-equations.js';

const WHOLE: LedgerCounts = {
  generated: 10,
  acked: 9,
  failed: 1,
  committed: { left: 6, right: 3 },
  lost: 0,
  duplicates: 0,
  unexpected: 0,
};

const failing = (changes: Partial<LedgerCounts>) =>
  ledgerEquations({ ...WHOLE, ...changes })
    .filter(({ holds }) => !holds)
    .map(({ equation }) => equation);

it.each<[Partial<LedgerCounts>, readonly string[]]>([
  [{}, []],
  [{ generated: 11 }, ['generated = acknowledged + failed']],
  [{ committed: { left: 6, right: 2 } }, ['acknowledged = left + right + lost']],
  [{ committed: { left: 6, right: 2 }, lost: 1 }, ['lost = 0']],
  [{ duplicates: 1 }, ['duplicates = 0']],
  [{ unexpected: 2 }, ['unexpected = 0']],
])('with %j: %j', (changes, broken) => expect(failing(changes)).toEqual(broken));

it('shows both sides of an equation', () =>
  expect(ledgerEquations(WHOLE)[1]).toMatchObject({ left: 9, right: [6, 3, 0] }));
