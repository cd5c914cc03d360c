import type { Percentiles } from '../../metrics/percentiles.js';
import type { ProducerCounts, RunRecord } from '../../runs/record.js';
import { bad, notMeasured, paragraph, warning } from '../blocks.js';
import { largest, plannedLoad } from '../findings.js';
import { count, counted, duration, exact, oneDecimal, rate, shareOf } from '../format.js';
import { html, type Html } from '../html.js';
import { nonPositiveNote, PERCENTILE_COLUMNS, percentileCells } from '../percentile-columns.js';
import type { Part, Section } from '../section.js';
import type { Writer } from '../writer.js';
import { latency } from './latency.js';
import { phases } from './phases.js';

/** Judged by what a reader would notice: being late by more than ten slots, a tenth of a second at least, bends the load. */
function isPunctual(late: Percentiles, eventsPerSecond: number): boolean {
  return (late.p99 ?? 0) <= Math.max(100, 10_000 / eventsPerSecond);
}

function producers({ input, table, tableRef }: Writer): Part {
  const heading = { id: 'producers', title: 'Producers' };
  const { producer } = input.record;
  if (producer === undefined) return { ...heading, body: notMeasured('the producers had sent their load') };
  const planned = plannedLoad(input.experiment);
  const { sent_ok: acked, sent_error: failed, ack_ms: ack, late_ms: late, by_producer: by } = producer;
  const sent = acked + failed;
  const row = (name: string, counts: ProducerCounts) => [
    name,
    count(counts.sent_ok),
    count(counts.sent_error),
    rate(counts.throughput_eps),
    ...percentileCells(counts.ack_ms),
  ];
  return {
    ...heading,
    body: [
      paragraph(
        `The producers were to send ${counted(planned.events, 'event')} at ${exact(planned.eventsPerSecond)} a second.`,
        html`They sent ${count(sent)}, of which the brokers acknowledged ${count(acked)}
        (${shareOf(acked, sent)}) at ${rate(producer.throughput_eps)} a second (${tableRef('producer')}).`,
        `Half of the acknowledgements came within ${duration(ack.p50)} and 99% within ${duration(ack.p99)}.`,
        `Events left ${duration(late.p50)} after their intended slot at the median and ${duration(late.p99)} at the 99th percentile, so the load was ${isPunctual(late, planned.eventsPerSecond) ? 'as even as intended' : 'not as even as intended'}.`,
      ),
      failed > 0 && warning(`The brokers refused or never acknowledged ${counted(failed, 'event')}.`),
      table({
        id: 'producer',
        caption: 'Producers: events sent, throughput (events per second) and time to acknowledgement (ms)',
        columns: [
          { head: 'Producer', widthPct: 13 },
          { head: 'sent_ok', numeric: true },
          { head: 'sent_error', numeric: true },
          { head: 'throughput_eps', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [row('valid', by.valid), row('invalid', by.invalid)],
        totals: [row('both', producer)],
        note: nonPositiveNote(ack),
      }),
    ],
  };
}

function throughput({ input, chart, figureRef }: Writer): Part {
  const peak = largest(input.results.measurements.throughput, (second) => second.committed);
  return {
    id: 'throughput',
    title: 'Throughput over time',
    body: [
      paragraph(
        html`${figureRef('throughput')} compares, second by second, what was sent, what the brokers
        acknowledged and what became readable in files.`,
        peak &&
          `Files come in batches, so their line swings around the others; its peak is second ${peak.second} with ${counted(peak.committed, 'committed event')}.`,
      ),
      chart({ id: 'throughput', caption: 'Events per second: sent, acknowledged, committed' }),
    ],
  };
}

/** Whether the tracker has seen all that the brokers acknowledged. */
function againstAcknowledged(processed: number, { producer }: RunRecord): Html | string {
  if (producer === undefined) return '';
  if (processed === producer.sent_ok) return ', exactly as many as the brokers acknowledged';
  return html`, ${bad(`while the brokers acknowledged ${count(producer.sent_ok)}`)}`;
}

function tracker({ input: { record }, table, tableRef }: Writer): Part {
  const heading = { id: 'tracker', title: 'Tracker' };
  const { consumer } = record;
  if (consumer === undefined) return { ...heading, body: notMeasured('the tracker had read the topic') };
  const { processed, errors, commits, throughput_eps: eventsPerSecond, end_to_end_ms: endToEnd } = consumer;
  return {
    ...heading,
    body: [
      paragraph(
        html`The tracker processed ${counted(processed, 'message')}${againstAcknowledged(processed, record)}
        (${tableRef('consumer')}).`,
        `Of these ${count(errors)} (${shareOf(errors, processed)}) were not JSON; it counted them and went on.`,
        `It committed its offsets ${counted(commits, 'time')}.`,
        `End to end, from sending to having it, an event took ${duration(endToEnd.p50)} at the median and ${duration(endToEnd.p99)} at the 99th percentile.`,
      ),
      table({
        id: 'consumer',
        caption: 'Tracker: messages, throughput (events per second) and end-to-end latency (ms)',
        columns: [
          { head: 'processed', numeric: true },
          { head: 'errors', numeric: true },
          { head: 'commits', numeric: true },
          { head: 'throughput_eps', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [
          [
            count(processed),
            count(errors),
            count(commits),
            rate(eventsPerSecond),
            ...percentileCells(endToEnd),
          ],
        ],
        note: nonPositiveNote(endToEnd),
      }),
    ],
  };
}

function query({ input, table, tableRef, chart, figureRef }: Writer): Part {
  const heading = { id: 'query', title: 'Streaming query' };
  const { stream } = input.record;
  if (stream === undefined) return { ...heading, body: notMeasured('the streaming query had done its work') };
  const times = stream.processed_rows_per_second / plannedLoad(input.experiment).eventsPerSecond;
  return {
    ...heading,
    body: [
      paragraph(
        html`The query took ${counted(stream.input_rows, 'row')} in
        ${counted(stream.batches, 'batch', 'batches')}, ${oneDecimal(stream.rows_per_batch)} rows each on
        average (${tableRef('stream')}, ${figureRef('batches')}).`,
        `A batch took ${duration(stream.batch_duration_ms.p50)} at the median.`,
        `While batches ran they took in ${rate(stream.processed_rows_per_second)} rows a second, ${oneDecimal(times)} times the rate at which events were sent.`,
        "That is not the query's limit: most of a small batch is fixed cost, which larger batches share among more rows.",
      ),
      table({
        id: 'stream',
        caption: 'Streaming query: batches and their time (ms)',
        columns: [
          { head: 'batches', numeric: true },
          { head: 'rows', numeric: true },
          { head: 'rows per batch', numeric: true },
          { head: 'rows per second', numeric: true },
          ...PERCENTILE_COLUMNS,
        ],
        rows: [
          [
            count(stream.batches),
            count(stream.input_rows),
            oneDecimal(stream.rows_per_batch),
            rate(stream.processed_rows_per_second),
            ...percentileCells(stream.batch_duration_ms),
          ],
        ],
      }),
      chart({ id: 'batches', caption: 'Micro-batches over time: rows in each, and how long it took' }),
    ],
  };
}

/** Says so first when the run did not come to its end. */
function outcome({ status, error }: RunRecord): Html | undefined {
  if (error !== undefined) return warning(`The run failed in phase “${error.phase}”: ${error.message}`);
  return status === 'interrupted' ? warning('The run was interrupted before its end.') : undefined;
}

export const technical = (writer: Writer): Section => ({
  id: 'technical',
  title: 'Technical results',
  opening: outcome(writer.input.record),
  parts: [
    producers(writer),
    throughput(writer),
    tracker(writer),
    query(writer),
    latency(writer),
    phases(writer),
  ],
});
