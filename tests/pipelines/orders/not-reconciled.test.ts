import { expect, it } from 'vitest';
import { notReconciled } from '../../../src/pipelines/orders/not-reconciled.js';
import { orders } from '../../../src/pipelines/orders/pipeline.js';
import type { Ledger } from '../../../src/pipelines/orders/record.js';
import type { RunRecord } from '../../../src/runs/record.js';

const recordWith = (ledger: Partial<Ledger>) =>
  ({
    run_id: 'r',
    sections: {
      ledger: {
        failed: 0,
        lost: 0,
        duplicates: 0,
        unexpected: 0,
        missing: [],
        reconciled: false,
        ...ledger,
      },
    },
  }) as unknown as RunRecord;

const range = (producer: string, from: number, to: number) => ({ producer, from, to });

it.each<[string, Partial<Ledger>, string]>([
  [
    'what is lost, with its sequence numbers',
    { lost: 4, missing: [range('valid', 3, 5), range('invalid', 8, 8)] },
    'failed 0, lost 4 (sequence numbers valid 3-5, invalid 8), duplicates 0, unexpected 0',
  ],
  [
    'the first ranges of many',
    { lost: 4, missing: [1, 3, 5, 7].map((at) => range('valid', at, at)) },
    'failed 0, lost 4 (sequence numbers valid 1, valid 3, valid 5, …), duplicates 0, unexpected 0',
  ],
  ['duplicates', { duplicates: 2 }, 'failed 0, lost 0, duplicates 2, unexpected 0'],
  ['what nobody expected', { unexpected: 1 }, 'failed 0, lost 0, duplicates 0, unexpected 1'],
  ['what failed', { failed: 7 }, 'failed 7, lost 0, duplicates 0, unexpected 0'],
])('a run whose ledger is not reconciled fails in "collect" and names %s', (_, ledger, words) => {
  const failure = orders.failureOf(recordWith(ledger));
  expect(failure).toMatchObject({ phase: 'collect', error: { code: 'LEDGER_NOT_RECONCILED' } });
  expect(failure?.error.message).toContain(`Run r: the ledger is not reconciled: ${words};`);
});

it('a run whose ledger is reconciled, or that has none yet, does not fail', () => {
  expect(notReconciled(recordWith({ reconciled: true, failed: 3 }))).toBeUndefined();
  expect(notReconciled({ run_id: 'r', sections: {} } as unknown as RunRecord)).toBeUndefined();
});
