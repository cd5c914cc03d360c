import type { SequenceSet } from './sequence-set.js';
import { sequenceSet } from './sequence-set.js';

/** What one producer says it did: one bit a sequence number for what was acknowledged. */
export interface ProducerBook {
  readonly generated: number;
  readonly acked: SequenceSet;
  readonly sentError: number;
}

/** An event that landed, as far as the books care. Anything may be absent in a row that is not ours. */
export interface LandedEvent {
  readonly run_id?: string;
  readonly producer?: string;
  readonly event_seq?: number;
}

export interface LedgerTotals {
  readonly generated: number;
  readonly acked: number;
  readonly failed: number;
  readonly valid: number;
  readonly invalid: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly unexpected: number;
  readonly balanced: boolean;
}

export interface LedgerBook {
  /** Books a row that landed; call it once for each. */
  land(event: LandedEvent, validity: 'valid' | 'invalid'): void;
  /** The books as they stand: what has not landed by now is lost. */
  close(): LedgerTotals;
}

/**
 * Books every event by its producer and sequence number: generated = acked + failed, and
 * acked = valid + invalid + lost.
 */
export function ledgerBook(runId: string, producers: Readonly<Record<string, ProducerBook>>): LedgerBook {
  const landed = new Map(Object.keys(producers).map((name) => [name, sequenceSet()]));
  const distinct = { valid: 0, invalid: 0 };
  let duplicates = 0;
  let unexpected = 0;
  const books = Object.values(producers);
  const total = (count: (book: ProducerBook) => number) => books.reduce((sum, book) => sum + count(book), 0);
  return {
    land({ run_id: eventRun, producer = '', event_seq: sequence = -1 }, validity) {
      const book = producers[producer];
      if (eventRun !== runId || sequence < 0 || book?.acked.has(sequence) !== true) unexpected += 1;
      else if (landed.get(producer)?.add(sequence) === true) distinct[validity] += 1;
      else duplicates += 1;
    },
    close() {
      const generated = total((book) => book.generated);
      const acked = total((book) => book.acked.count);
      const failed = total((book) => book.sentError);
      const { valid, invalid } = distinct;
      const lost = acked - valid - invalid;
      const balanced = generated === acked + failed && lost === 0 && duplicates === 0 && unexpected === 0;
      return { generated, acked, failed, valid, invalid, lost, duplicates, unexpected, balanced };
    },
  };
}
