import { expect, it } from 'vitest';
import { openOrderLedger, orderTotals } from '../../../../src/pipelines/orders/analysis/order-ledger.js';
import { ledgerSchema } from '../../../../src/pipelines/orders/record.js';
import { sequenceSet } from '../../../../src/stats/sequence-set.js';

it('counts orders that were committed as valid and as invalid, under the names of run.json', () => {
  const acked = sequenceSet();
  for (const sequence of [0, 1, 2]) acked.add(sequence);
  const ledger = openOrderLedger('r', { valid: { generated: 3, acked, sentError: 0 } });
  const row = { run_id: 'r', producer: 'valid', kafka_partition: 0 };
  ledger.enter({ ...row, event_seq: 0, kafka_offset: 0 }, 'valid');
  ledger.enter({ ...row, event_seq: 1, kafka_offset: 1 }, 'valid');
  ledger.enter({ ...row, event_seq: 2, kafka_offset: 2 }, 'invalid');
  const totals = orderTotals(ledger.close());
  expect(totals).toMatchObject({ acked: 3, valid: 2, invalid: 1, lost: 0, reconciled: true });
  const stored = { ...totals, uneven_batches: [], broker_messages: 3 };
  expect(ledgerSchema.parse(stored)).toEqual(stored);
});
