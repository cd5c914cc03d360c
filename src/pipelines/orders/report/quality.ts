import { equationsOf, sectionsOf } from '../record.js';
import { largest, sum } from '../../../core/lists.js';
import { readable } from '../../../charts/text.js';
import { proportion } from '../../../stats/proportion.js';
import { bad, bullets, code, notMeasured, paragraph, statement, warning } from '../../../report/blocks.js';
import { detection } from './findings.js';
import { count, counted, list, share, shareOf } from '../../../report/format.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import { sideBySide } from '../../../report/tables.js';
import { asShare, scores } from './scores.js';
import type { OrdersSection, OrdersWriter } from './types.js';

/** Beyond this, `run.json` is the place to look. */
const MOST_RANGES = 5;

function ledger({ input, table, tableRef }: OrdersWriter): Part {
  const heading = { id: 'ledger', title: 'Reconciliation of events' };
  const { ledger: counts } = sectionsOf(input.record);
  if (counts === undefined) return { ...heading, body: notMeasured('its events were reconciled') };
  const checks = equationsOf(counts);
  const broken = checks.filter((check) => !check.holds).map((check) => check.equation);
  const acked = counted(counts.acked, 'acknowledged event');
  return {
    ...heading,
    body: [
      paragraph(
        'The identifier of an order holds its producer and sequence number, so every single event can be followed from the generator to the files.',
        html`${tableRef('ledger')} states what must hold if no event is lost, duplicated or invented.`,
        html`Kafka's own count, the growth of the topic's end offsets, is
        ${counted(counts.broker_messages, 'message')},
        ${counts.broker_messages === counts.acked ? 'which equals the number of acknowledged events' : bad(`against ${acked}`)}.`,
      ),
      !counts.reconciled &&
        warning(
          statement(
            'The ledger is not reconciled.',
            broken.length > 0 && `These do not hold: ${broken.join('; ')}.`,
            counts.missing.length > 0 &&
              `Missing, by sequence number: ${list(counts.missing.slice(0, MOST_RANGES).map(({ producer, from, to }) => `${producer} ${from === to ? count(from) : `${count(from)} to ${count(to)}`}`))}${counts.missing.length > MOST_RANGES ? ', and more' : ''}.`,
            'The numbers of this report rest on incomplete or duplicated data.',
          ),
        ),
      table({
        id: 'ledger',
        caption: 'The ledger: every event by its outcome',
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
          ? 'Within each partition the events of a producer are in the order in which it sent them.'
          : html`${bad(`${counted(counts.reordered, 'event is', 'events are')} out of order`)} within their
            partition.`,
        counts.uneven_batches.length === 0
          ? 'Every micro-batch wrote as many rows as it read from Kafka.'
          : bad(
              `${counted(counts.uneven_batches.length, 'micro-batch', 'micro-batches')} did not write as many rows as they read from Kafka.`,
            ),
        html`${tableRef('partitions')} gives the rows of each partition.`,
      ),
      table({
        id: 'partitions',
        caption: 'Rows in the committed files, by partition',
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

function injectedErrors({ input, table, tableRef }: OrdersWriter): Part {
  const heading = { id: 'detection', title: 'Detection of injected errors' };
  const { quality } = input.results.analysis;
  const { injected, detected, incomplete, falseAlarms, valid } = detection(quality);
  const rows = quality.modes.filter((mode) => mode.mode !== 'none');
  if (injected === 0) return { ...heading, body: paragraph('No event with an injected error was written.') };
  return {
    ...heading,
    body: [
      paragraph(
        'The fault type of a corrupted event travels in its header, which the streaming query passes on without reading it: it is the ground truth of this section.',
        html`Of ${counted(injected, 'injected error')}, ${count(detected)} were found for every reason that
        the fault type must raise (${tableRef('detection')}): ${asShare(proportion(detected, injected))}, with
        the 95% interval in brackets.`,
        html`Of the ${counted(valid, 'event')} of the valid producer,
        ${falseAlarms === 0 ? 'none was' : bad(`${count(falseAlarms)} were`)} classified as
        invalid.${valid > 0 && ` With 95% confidence the true rate is at most ${share(proportion(falseAlarms, valid)?.high ?? 1)}.`}`,
      ),
      incomplete.length > 0 && [
        paragraph('Not all events of these fault types were found for every reason:'),
        bullets(
          incomplete.map(
            ({ mode, rows: all, detected: found }) =>
              html`${code(mode)}: ${bad(`${count(all - found)} of ${count(all)} not found`)}`,
          ),
        ),
      ],
      table({
        id: 'detection',
        caption: 'Injected fault types and the reasons found; an event counts once for each of its reasons',
        columns: [
          { head: 'Fault type', widthPct: 26 },
          { head: 'Events', numeric: true, widthPct: 9 },
          { head: 'Found', numeric: true, widthPct: 9 },
          { head: 'Rate', numeric: true, widthPct: 9 },
          { head: 'Reasons found', widthPct: 47 },
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
        totals: [['all', count(injected), count(detected), shareOf(detected, injected), '']],
      }),
    ],
  };
}

function cleaning({ input, table, tableRef }: OrdersWriter): Part {
  const { rows_read: read, rows_kept: kept, dropped } = input.results.analysis.cleaning;
  const columns = [
    { head: 'Dropped for', widthPct: 30 },
    { head: 'Rows', numeric: true, widthPct: 17 },
  ];
  return {
    id: 'cleaning',
    title: 'Cleaning of the valid orders',
    body: [
      paragraph(
        html`Before the analysis the valid orders are checked once more, as data from an unknown source would
        be (${tableRef('cleaning')}).`,
        kept === read
          ? `All ${counted(read, 'row')} were kept.`
          : `Of ${counted(read, 'row')}, ${count(kept)} were kept and ${count(read - kept)} (${share((read - kept) / read)}) dropped.`,
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

function reasons({ input, chart, figureRef }: OrdersWriter): Part {
  const heading = { id: 'reasons', title: 'Reasons for invalidity' };
  const { invalid_rows: invalid, reasons: found } = input.results.analysis.quality;
  const first = largest(found, (reason) => reason.rows);
  if (invalid === 0 || first === undefined)
    return { ...heading, body: paragraph('No order was classified as invalid.') };
  const mentions = sum(found, (reason) => reason.rows);
  return {
    ...heading,
    body: [
      paragraph(
        `${counted(invalid, 'order was', 'orders were')} classified as invalid, with ${counted(mentions, 'reason')} in total${mentions > invalid ? ', because some break more than one rule' : ''}.`,
        html`The most frequent reason, ${code(first.reason)}, applies to ${counted(first.rows, 'order')}
        (${shareOf(first.rows, invalid)}).`,
        html`${figureRef('invalid-reasons')} counts the reasons by fault type: a count outside the reasons
        that a fault type must raise would deserve a closer look.`,
      ),
      chart({
        id: 'invalid-reasons',
        caption: 'Injected fault types and the reasons for which orders were classified as invalid',
      }),
    ],
  };
}

export const quality: OrdersSection = {
  id: 'quality',
  title: 'Data quality',
  write: (writer) => ({
    parts: [ledger(writer), injectedErrors(writer), scores(writer), cleaning(writer), reasons(writer)],
  }),
};
