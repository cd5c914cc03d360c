import { readable } from '../../charts/text.js';
import { bad, bullets, code, notMeasured, paragraph, statement, warning } from '../blocks.js';
import { detection, largest, ledgerChecks, sum } from '../findings.js';
import { count, counted, list, share, shareOf } from '../format.js';
import { html } from '../html.js';
import type { Part, Section } from '../section.js';
import { sideBySide } from '../tables.js';
import type { Writer } from '../writer.js';
import { scores } from './scores.js';

/** Beyond this, `run.json` is the place to look. */
const MOST_RANGES = 5;

function ledger({ input, table, tableRef }: Writer): Part {
  const heading = { id: 'ledger', title: 'Every event accounted for' };
  const { ledger: counts } = input.record;
  if (counts === undefined) return { ...heading, body: notMeasured('its events were counted') };
  const checks = ledgerChecks(counts);
  const broken = checks.filter((check) => !check.holds).map((check) => check.equation);
  const acked = counted(counts.acked, 'acknowledged event');
  return {
    ...heading,
    body: [
      paragraph(
        'The identity of an order tells which producer made it and as which in its sequence, so every single event can be followed from the generator to the files.',
        html`${tableRef('ledger')} states what must hold if nothing is lost and nothing invented.`,
        html`Kafka's own count, the growth of the topic's end offsets, is
        ${counted(counts.broker_messages, 'message')},
        ${counts.broker_messages === counts.acked ? 'the same as the number of acknowledged events' : bad(`against ${acked}`)}.`,
      ),
      !counts.balanced &&
        warning(
          statement(
            'The ledger does not balance.',
            broken.length > 0 && `These do not hold: ${broken.join('; ')}.`,
            counts.missing.length > 0 &&
              `Missing are ${list(counts.missing.slice(0, MOST_RANGES).map(({ producer, from, to }) => `${producer} ${from === to ? count(from) : `${count(from)} to ${count(to)}`}`))}${counts.missing.length > MOST_RANGES ? ', and more' : ''} by their sequence numbers.`,
            'The numbers of this report rest on incomplete or doubled data.',
          ),
        ),
      table({
        id: 'ledger',
        caption: 'The ledger of events',
        columns: [
          { head: 'Must hold', widthPct: 42 },
          { head: 'In this run', widthPct: 36 },
          { head: 'Verdict' },
        ],
        rows: checks.map(({ equation, left, right, holds }) => [
          equation,
          `${count(left)} = ${right.map(count).join(' + ')}`,
          holds ? html`<span class="good">✓ holds</span>` : bad('✗ does not hold'),
        ]),
      }),
      paragraph(
        counts.reordered === 0
          ? 'Within each partition the events of a producer stand in the order in which it made them, so none changed places within a key.'
          : html`${bad(`${counted(counts.reordered, 'event')} changed places`)} within their partition.`,
        counts.uneven_batches.length === 0
          ? 'Every micro-batch left as many rows in its files as it took from Kafka.'
          : bad(
              `${counted(counts.uneven_batches.length, 'micro-batch', 'micro-batches')} left another number of rows in their files than they took from Kafka.`,
            ),
        html`${tableRef('partitions')} shows how the orders spread.`,
      ),
      table({
        id: 'partitions',
        caption: 'Rows that landed, by partition',
        ...sideBySide(
          [
            { head: 'Partition', numeric: true, widthPct: 14 },
            { head: 'Rows', numeric: true, widthPct: 14 },
            { head: 'Duplicates', numeric: true, widthPct: 19 },
          ],
          counts.partitions.map(({ partition, rows, duplicates }) => [
            count(partition),
            count(rows),
            count(duplicates),
          ]),
        ),
      }),
    ],
  };
}

function injectedErrors({ input, table, tableRef }: Writer): Part {
  const heading = { id: 'detection', title: 'Injected errors against what was found' };
  const { quality } = input.results.analysis;
  const { injected, detected, incomplete, falseAlarms } = detection(quality);
  const rows = quality.modes.filter((mode) => mode.mode !== 'none');
  const most = largest(rows, (mode) => mode.rows);
  if (injected === 0 || most === undefined)
    return { ...heading, body: paragraph('No event with an injected error landed.') };
  return {
    ...heading,
    body: [
      paragraph(
        'The mode in which an event was spoilt travels in its header, which the streaming query passes on but does not look at.',
        html`Against this truth, ${count(detected)} of ${counted(injected, 'injected error')}
        (${shareOf(detected, injected)}) were found for every reason that the mode must raise
        (${tableRef('detection')}).`,
        html`The most frequent mode is ${code(most.mode)} with ${counted(most.rows, 'event')}.`,
        html`Of the events of the valid producer
        ${falseAlarms === 0 ? 'none was' : bad(`${count(falseAlarms)} were`)} called invalid.`,
      ),
      incomplete.length > 0 && [
        paragraph('Not all events of these modes were found as they should be:'),
        bullets(
          incomplete.map(
            ({ mode, rows: all, detected: found }) =>
              html`${code(mode)}: ${bad(`${count(all - found)} of ${count(all)} not found`)}`,
          ),
        ),
      ],
      table({
        id: 'detection',
        caption: 'Injected modes against the reasons found; an event counts for each of its reasons',
        columns: [
          { head: 'Injected mode', widthPct: 25 },
          { head: 'Events', numeric: true, widthPct: 9 },
          { head: 'Found', numeric: true, widthPct: 9 },
          { head: 'Rate', numeric: true, widthPct: 9 },
          { head: 'Reasons found', widthPct: 48 },
        ],
        rows: rows.map((mode) => [
          code(mode.mode),
          count(mode.rows),
          count(mode.detected),
          shareOf(mode.detected, mode.rows),
          mode.reasons.map((found, index) => [
            index > 0 && ', ',
            code(found.reason),
            ` ${count(found.rows)}`,
          ]),
        ]),
        totals: [['all modes', count(injected), count(detected), shareOf(detected, injected), '']],
      }),
    ],
  };
}

function cleaning({ input, table, tableRef }: Writer): Part {
  const { rows_read: read, rows_kept: kept, dropped } = input.results.analysis.cleaning;
  const columns = [
    { head: 'Dropped for', widthPct: 30 },
    { head: 'Rows', numeric: true, widthPct: 17 },
  ];
  return {
    id: 'cleaning',
    title: 'A second look at the valid orders',
    body: [
      paragraph(
        html`Before the analysis the valid orders are checked once more, as data that somebody else wrote
        (${tableRef('cleaning')}).`,
        kept === read
          ? `Of ${counted(read, 'row')} all were kept.`
          : `Of ${counted(read, 'row')} ${count(kept)} were kept and ${count(read - kept)} (${share((read - kept) / read)}) dropped.`,
      ),
      table({
        id: 'cleaning',
        caption: 'Cleaning: rows dropped by each check',
        ...sideBySide(
          columns,
          dropped.map(({ reason, rows }) => [readable(reason), count(rows)]),
        ),
        totals: [['Rows read', count(read), '', 'Rows kept', count(kept)]],
      }),
    ],
  };
}

function reasons({ input, chart, figureRef }: Writer): Part {
  const heading = { id: 'reasons', title: 'Reasons of the invalid orders' };
  const { invalid_rows: invalid, reasons: found } = input.results.analysis.quality;
  const first = largest(found, (reason) => reason.rows);
  if (invalid === 0 || first === undefined)
    return { ...heading, body: paragraph('No order was found invalid.') };
  const mentions = sum(found, (reason) => reason.rows);
  return {
    ...heading,
    body: [
      paragraph(
        `${counted(invalid, 'order')} ${invalid === 1 ? 'was' : 'were'} set apart as invalid, for ${counted(mentions, 'reason')} together${mentions > invalid ? ', because some break more than one rule' : ''}.`,
        html`The most frequent reason is ${code(first.reason)}, in ${counted(first.rows, 'order')} or
        ${shareOf(first.rows, invalid)} of the invalid ones.`,
        html`${figureRef('invalid-reasons')} sets injected modes and reasons against each other: a mark
        outside a mode's own reasons would be a surprise worth looking into.`,
      ),
      chart({
        id: 'invalid-reasons',
        caption: 'Injected error modes against the reasons for which orders were found invalid',
      }),
    ],
  };
}

export const quality = (writer: Writer): Section => ({
  id: 'quality',
  title: 'Data quality',
  parts: [ledger(writer), injectedErrors(writer), scores(writer), cleaning(writer), reasons(writer)],
});
