import { FAULT_TYPES } from '../../../../src/pipelines/orders/data/fault-types.js';
import type { CommittedRow } from '../../../../src/pipelines/orders/analysis/committed-orders.js';
import type { ExpectedReasons } from '../../../../src/pipelines/orders/data/expected-reasons.js';
import type { ProducerName } from '../../../../src/pipelines/orders/data/event.js';
import type { Order } from '../../../../src/pipelines/orders/data/fields.js';
import { brokenRules } from '../../../../src/pipelines/orders/data/rules.js';
import { CORRUPTIONS } from '../../../../src/pipelines/orders/data/corruptions.js';
import { eventGenerator } from '../../../../src/pipelines/orders/data/events.js';

export const RUN_ID = 'a-seeded-run';
export const REFERENCE_DATE = '2026-01-31';

export const EXPECTED_REASONS: ExpectedReasons = Object.fromEntries(
  Object.entries(CORRUPTIONS).map(([mode, { reasons }]) => [mode, reasons]),
);

export interface SeededRun {
  readonly valid: readonly CommittedRow[];
  readonly invalid: readonly CommittedRow[];
}

/** Rows as the streaming job lands them, made from the seeded events without Kafka and Spark. */
export function seededRun(validEvents: number, invalidEvents: number, seed = 42): SeededRun {
  const eventAt = eventGenerator({ seed, referenceDate: REFERENCE_DATE, faultTypes: FAULT_TYPES });
  const land = (producer: ProducerName, sequence: number): CommittedRow => {
    const { payload, faultType } = eventAt(producer, sequence, 1_800_000_000_000 + sequence);
    const reasons = brokenRules(payload);
    return {
      ...(reasons.length === 0 ? (JSON.parse(payload) as Order) : { raw: payload, reasons }),
      run_id: RUN_ID,
      producer,
      event_seq: sequence,
      ...(faultType === undefined ? {} : { injected_mode: faultType }),
    };
  };
  const rows = [
    ...Array.from({ length: validEvents }, (_, sequence) => land('valid', sequence)),
    ...Array.from({ length: invalidEvents }, (_, sequence) => land('invalid', sequence)),
  ];
  return {
    valid: rows.filter((row) => row.reasons === undefined),
    invalid: rows.filter((row) => row.reasons !== undefined),
  };
}
