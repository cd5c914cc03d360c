import { z } from 'zod';
import { type CommittedChunk, readCommitted } from '../../../analysis/committed.js';
import { type CommittedBatch, listBatches } from '../../../analysis/sink-log.js';
import type { ProducerName } from '../data/event.js';
import type { Order } from '../data/fields.js';
import type { Reason } from '../data/rules.js';

/** One line of the sink's JSON. Spark leaves out fields that are null, so any may be absent. */
export interface CommittedRow extends Readonly<Partial<Order>> {
  /** Invalid rows only: the payload as it came. */
  readonly raw?: string;
  /** Invalid rows only: every rule that the payload breaks. */
  readonly reasons?: readonly Reason[];
  readonly run_id?: string;
  readonly producer?: ProducerName;
  readonly event_seq?: number;
  readonly intended_us?: number;
  readonly sent_us?: number;
  /** Absent for orders of the valid producer. */
  readonly injected_mode?: string;
  readonly kafka_partition?: number;
  readonly kafka_offset?: number;
  readonly kafka_timestamp_ms?: number;
}

/** Whether the streaming job found an order valid: the folder that it wrote the order to. */
export const VALIDITIES = ['valid', 'invalid'] as const;
export type Validity = (typeof VALIDITIES)[number];

const COLUMNS = z.object({ validity: z.enum(VALIDITIES) });
type Columns = z.infer<typeof COLUMNS>;

/** Consecutive rows of one committed file. */
export type OrderChunk = CommittedChunk<CommittedRow, Columns>;

/** The batches that the streaming job committed. @throws StreambookError BAD_SINK_LOG naming the log file. */
export const listOrderBatches = (ordersFolder: string) => listBatches(ordersFolder, COLUMNS);

/** Their rows, as {@link readCommitted} gives them. */
export const readOrders = (batches: readonly CommittedBatch<Columns>[]) =>
  readCommitted<CommittedRow, Columns>(batches);
