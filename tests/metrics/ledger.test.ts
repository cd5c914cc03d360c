import { describe, expect, it } from 'vitest';
import { ledgerBook } from '../../src/metrics/ledger.js';
import { sequenceSet } from '../../src/metrics/sequence-set.js';

function acked(...sequences: number[]) {
  const set = sequenceSet();
  for (const sequence of sequences) set.add(sequence);
  return set;
}

const event = (producer: string, sequence: number, run = 'r') => ({
  run_id: run,
  producer,
  event_seq: sequence,
});

describe('the ledger', () => {
  it('balances when everything acknowledged landed once', () => {
    const book = ledgerBook('r', {
      valid: { generated: 3, acked: acked(0, 2), sentError: 1 },
      invalid: { generated: 1, acked: acked(0), sentError: 0 },
    });
    book.land(event('valid', 0), 'valid');
    book.land(event('valid', 2), 'valid');
    book.land(event('invalid', 0), 'invalid');
    expect(book.close()).toEqual({
      ...{ generated: 4, acked: 3, failed: 1, valid: 2, invalid: 1 },
      ...{ lost: 0, duplicates: 0, unexpected: 0, balanced: true },
    });
  });

  it('counts what is lost, doubled, never acknowledged, or of another run', () => {
    const book = ledgerBook('r', { valid: { generated: 4, acked: acked(0, 1, 2), sentError: 1 } });
    book.land(event('valid', 0), 'valid');
    book.land(event('valid', 0), 'valid');
    book.land(event('valid', 1), 'invalid');
    book.land(event('valid', 3), 'valid');
    book.land(event('valid', 1, 'another'), 'valid');
    book.land({}, 'invalid');
    expect(book.close()).toMatchObject({
      valid: 1,
      invalid: 1,
      lost: 1,
      duplicates: 1,
      unexpected: 3,
      balanced: false,
    });
  });
});
