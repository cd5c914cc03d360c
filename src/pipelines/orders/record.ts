import { z } from 'zod';
import { FORMER_SETTINGS } from './config.js';
import type { Manifest } from '../../runs/manifest.js';
import { type LedgerEquation, ledgerEquations } from '../../stats/ledger-equations.js';
import type { RunRecord } from '../../runs/record.js';
import {
  consumerSchema,
  latencySchema,
  producerCountsSchema,
  producerSchema,
  streamSchema,
} from '../../runs/stream-sections.js';

const count = z.int().min(0);

export const ledgerSchema = z.strictObject({
  generated: count,
  acked: count,
  failed: count,
  valid: count.describe('Distinct acknowledged events that were committed as valid'),
  invalid: count.describe('Distinct acknowledged events that were committed as invalid'),
  lost: count.describe('Acknowledged events that were not committed'),
  duplicates: count.describe('Rows that were committed beyond the first for an event'),
  unexpected: count.describe(
    'Rows that were committed for an event that was not acknowledged, or is of another run',
  ),
  reordered: count.describe(
    'Rows whose sequence number goes back while the offset goes on, or the other way round, in their producer and partition',
  ),
  missing: z
    .array(z.strictObject({ producer: z.string(), from: count, to: count }))
    .describe('Sequence numbers from..to that were acknowledged and were not committed: the first ranges'),
  partitions: z.array(z.strictObject({ partition: count, rows: count, duplicates: count, reordered: count })),
  uneven_batches: z
    .array(z.strictObject({ batch_id: count, input_rows: count, committed_rows: count }))
    .describe(
      'Micro-batches whose files hold another number of rows than the query took in: the first of them',
    ),
  broker_messages: count.describe("Growth of the topic's end offsets over the run"),
  reconciled: z
    .boolean()
    .describe(
      'generated = acked + failed, acked = valid + invalid + lost, nothing lost, duplicated or unexpected',
    ),
});

export type Ledger = z.infer<typeof ledgerSchema>;

/** Both producers, by their names. */
const producersSchema = producerSchema.extend({
  by_producer: z.strictObject({ valid: producerCountsSchema, invalid: producerCountsSchema }),
});

/** What the record of a run of orders holds of its own. A section is absent until the run has got that far. */
export const sectionsSchema = z.strictObject({
  producer: producersSchema.optional(),
  consumer: consumerSchema.optional(),
  stream: streamSchema.optional(),
  latency: latencySchema.optional(),
  ledger: ledgerSchema.optional(),
});
export type OrdersSections = z.infer<typeof sectionsSchema>;

/** The sections of a run of orders, which were checked when its record was read. */
export const sectionsOf = ({ sections }: Pick<RunRecord, 'sections'>): OrdersSections => sections;

/** What must hold of a ledger that is reconciled. */
export const equationsOf = ({ valid, invalid, ...counts }: Ledger): readonly LedgerEquation[] =>
  ledgerEquations({ ...counts, committed: { valid, invalid } });

/** Whether every event that was generated was written exactly once, so that all results follow from the seed. */
export function isComplete(record: RunRecord): boolean {
  const { ledger } = sectionsOf(record);
  return ledger !== undefined && ledger.reconciled && ledger.failed === 0;
}

const eventStreamSchema = z.strictObject({
  count,
  sha256: z
    .string()
    .describe('Of key, fault type and payload of each event in order, event_time_ms left out'),
});

/** What of a run its seed and settings determine. */
export const numbersSchema = z.strictObject({
  events: z.strictObject({ valid: eventStreamSchema, invalid: eventStreamSchema }),
  committed: z.strictObject({ valid: count, invalid: count }),
  analysis: z.unknown().describe('results.json, analysis'),
});
export type OrdersNumbers = z.infer<typeof numbersSchema>;

/** The numbers in a manifest; undefined without them. */
export const numbersIn = (manifest: Pick<Manifest, 'numbers'> | undefined): OrdersNumbers | undefined =>
  numbersSchema.safeParse(manifest?.numbers).data;

/** What version 1 of the files of a run called otherwise. */
const FORMER_NAMES = {
  balanced: 'reconciled',
  landed_rows: 'committed_rows',
  landed: 'committed',
  ...FORMER_SETTINGS,
  rehearse: 'warm_up',
  committed_from_slot_p99_ms: 'committed_from_scheduled_p99_ms',
};

/** Version 1 of the files was made for this pipeline. */
export const VERSION_1 = { sections: Object.keys(sectionsSchema.shape), names: FORMER_NAMES };
