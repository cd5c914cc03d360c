import type { Allowed } from '../data/allowed.js';
import { plannedEvents } from '../config.js';
import type { Load } from '../../../producers/load.js';
import { CATALOGUE, CURRENCY, PRICE_FACTOR, PURCHASE_WINDOW_DAYS, QUANTITY } from '../data/catalogue.js';
import { ORDER_FIELDS } from '../data/fields.js';
import { RULES } from '../data/rules.js';
import { CORRUPTIONS } from '../data/corruptions.js';
import { code, paragraph } from '../../../report/blocks.js';
import {
  count,
  counted,
  date,
  exact,
  list,
  money,
  NOTHING,
  seconds,
  shareOf,
} from '../../../report/format.js';
import { html } from '../../../core/html.js';
import { loadText } from '../../../report/load-text.js';
import type { Part } from '../../../report/section.js';
import { sideBySide } from '../../../report/tables.js';
import type { OrdersSection, OrdersWriter } from './types.js';

function orderEvent({ table, tableRef }: OrdersWriter): Part {
  return {
    id: 'order-event',
    title: 'The order event',
    body: [
      paragraph(
        html`An order is one message: a JSON object of ${counted(ORDER_FIELDS.length, 'field')}
        (${tableRef('fields')}).`,
        'The producers’ type and the schema with which Spark reads it are derived from the same list.',
        html`The message's key is ${code('order_id')}.`,
        "The message's headers carry the run, the producer, the sequence number and the timestamps from which latencies are computed. For a corrupted event they also name its fault type, which the payload never does.",
      ),
      table({
        id: 'fields',
        caption: 'Fields of the order event, in the order of the payload',
        columns: [
          { head: 'Field', widthPct: 21 },
          { head: 'Type', widthPct: 9 },
          { head: 'Meaning', widthPct: 41 },
          { head: 'Allowed' },
        ],
        rows: ORDER_FIELDS.map((field) => [
          code(field.name),
          field.type,
          field.description,
          allowedText(field.allowed),
        ]),
      }),
    ],
  };
}

/** Longer lists are counted. */
const LISTED_MAX = 5;

/** What a field may hold, in words. */
function allowedText(allowed: Allowed): string {
  switch (allowed.kind) {
    case 'list':
      return allowed.values.length > LISTED_MAX
        ? `one of ${allowed.values.length}`
        : list(allowed.values.map(String));
    case 'range':
      return `${exact(allowed.min)} to ${exact(allowed.max)}`;
    case 'format':
      return allowed.describes;
    case 'any':
      return NOTHING;
  }
}

/** How the rate changes over time, when it does. */
const shapeOf = (load: Load): string => (load.shape === 'constant' ? '' : ` (${loadText(load)})`);

function ordersAndLoad({ input: { experiment }, table, tableRef }: OrdersWriter): Part {
  const planned = plannedEvents(experiment);
  const categories = [...new Set(CATALOGUE.map((entry) => entry.category))];
  const columns = [
    { head: 'Item', widthPct: 15 },
    { head: 'Category', widthPct: 16 },
    { head: `Price (${CURRENCY})`, numeric: true, widthPct: 16 },
  ];
  return {
    id: 'load',
    title: 'Orders and load',
    body: [
      paragraph(
        `Orders are generated from the seed ${experiment.seed}; the same seed gives the same orders on any machine and any day.`,
        html`They are for ${counted(CATALOGUE.length, 'item')} in the categories ${list(categories)}
        (${tableRef('catalogue')}), in quantities of ${QUANTITY.min} to ${QUANTITY.max}, at
        ${exact(PRICE_FACTOR.min)} to ${exact(PRICE_FACTOR.max)} times the base price. Their purchase dates
        lie in the ${counted(PURCHASE_WINDOW_DAYS, 'day')} up to ${date(experiment.referenceDate)}.`,
        `The valid producer sends ${exact(experiment.validEventsPerSecond)} events per second for ${seconds(experiment.durationSeconds)}${shapeOf(experiment.load)}, ${count(planned.valid)} in total; the invalid producer sends ${exact(experiment.invalidEventsPerSecond)} per second${shapeOf(experiment.invalidLoad ?? experiment.load)}, ${count(planned.invalid)} in total, or ${shareOf(planned.invalid, planned.valid + planned.invalid)} of the stream.`,
      ),
      table({
        id: 'catalogue',
        caption: 'The catalogue, with base prices',
        ...sideBySide(
          columns,
          CATALOGUE.map((entry) => [entry.item, entry.category, money(entry.basePrice)]),
        ),
      }),
    ],
  };
}

function validity({ table, tableRef }: OrdersWriter): Part {
  return {
    id: 'validity',
    title: 'Validity rules',
    body: [
      paragraph(
        html`An order is valid when it breaks none of the rules in ${tableRef('rules')}.`,
        'An invalid order is written with the reasons of all rules that it breaks, its raw text, partition and offset.',
        'The conditions that Spark checks are derived from the same list.',
      ),
      table({
        id: 'rules',
        caption: 'Validity rules, by the reason that each gives',
        columns: [{ head: 'Reason', widthPct: 31 }, { head: 'The order is invalid when' }],
        rows: RULES.map((rule) => [code(rule.reason), rule.describes]),
      }),
    ],
  };
}

function injectedErrors({ input: { experiment }, table, tableRef, sectionRef }: OrdersWriter): Part {
  const reasons = (mode: keyof typeof CORRUPTIONS) =>
    CORRUPTIONS[mode].reasons.map((reason) => html`<div>${code(reason)}</div>`);
  return {
    id: 'error-modes',
    title: 'Injected errors',
    body: [
      paragraph(
        html`The invalid producer takes orders from the same generator and corrupts each with one of
        ${counted(experiment.faultTypes.length, 'fault type')}, drawn with equal probability
        (${tableRef('modes')}).`,
        'A corrupted field may break a second rule; a fault type must raise all the reasons given.',
        html`Whether the streaming query finds them is the subject of ${sectionRef('quality')}.`,
      ),
      table({
        id: 'modes',
        caption: 'Injected fault types, and the reasons that each must raise',
        columns: [
          { head: 'Fault type', widthPct: 28 },
          { head: 'What it does' },
          { head: 'Reasons', widthPct: 30 },
        ],
        rows: experiment.faultTypes.map((mode) => [code(mode), CORRUPTIONS[mode].describes, reasons(mode)]),
      }),
    ],
  };
}

export const data: OrdersSection = {
  id: 'data',
  title: 'Problem and input data',
  write: (writer) => ({
    parts: [orderEvent(writer), ordersAndLoad(writer), validity(writer), injectedErrors(writer)],
  }),
};
