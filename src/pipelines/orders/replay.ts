import { analyze } from './analysis/analyze.js';
import { committedCollector } from './analysis/collect.js';
import type { CommittedRow } from './analysis/committed-orders.js';
import type { Experiment } from './config.js';
import type { Order } from './data/fields.js';
import { brokenRules } from './data/rules.js';
import { EXPECTED_REASONS } from './data/expected-reasons.js';
import type { OrdersNumbers } from './record.js';
import { replayEvents } from './event-stream.js';

const CHUNK_ROWS = 10_000;

/**
 * Works the data-determined numbers of a run out again from its experiment alone: the generator makes the events, the
 * rules in TypeScript split them, and the analysis goes over them. No Kafka, no Spark, no file of the run.
 */
export async function replay(runId: string, experiment: Experiment): Promise<OrdersNumbers> {
  const collector = committedCollector({
    runId,
    referenceDate: experiment.referenceDate,
    expectedReasons: EXPECTED_REASONS,
  });
  const waiting: Record<'valid' | 'invalid', CommittedRow[]> = { valid: [], invalid: [] };
  const committed = { valid: 0, invalid: 0 };
  const flush = (validity: 'valid' | 'invalid') => {
    const file = { path: '', name: '', partition: { validity }, sizeBytes: 0 };
    collector.add({ batch: { batchId: 0, committedUs: null, files: [file] }, file, rows: waiting[validity] });
    committed[validity] += waiting[validity].length;
    waiting[validity] = [];
  };
  const events = replayEvents(experiment, (producer, sequence, { payload, faultType }) => {
    const reasons = brokenRules(payload);
    const validity = reasons.length === 0 ? 'valid' : 'invalid';
    waiting[validity].push({
      ...(reasons.length === 0 ? (JSON.parse(payload) as Order) : { raw: payload, reasons }),
      run_id: runId,
      producer,
      event_seq: sequence,
      ...(faultType !== undefined && { injected_mode: faultType }),
    });
    if (waiting[validity].length >= CHUNK_ROWS) flush(validity);
  });
  flush('valid');
  flush('invalid');
  return { events, committed, analysis: await analyze(collector.collected()) };
}
