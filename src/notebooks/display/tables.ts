import { inspect } from 'node:util';
import { columns as textColumns } from '../../core/columns.js';
import type { Bundle } from './kernel.js';
import { html, type Html } from '../../core/html.js';

/** A table as it is shown: cells are any values, types are what stands under the columns' names. */
export interface TableView {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** A line under the table: how many rows are not shown, for example. */
  readonly note?: string;
}

const CELL_LENGTH_MAX = 120;

/** Objects with a lifetime, such as a Kafka client, hold themselves and cannot be JSON. */
function jsonText(value: object): string {
  try {
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
  } catch {
    return inspect(value, { depth: 0, breakLength: Infinity });
  }
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'object') return jsonText(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return String(Math.round(value * 1000) / 1000);
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : inspect(value);
}

function cellText(value: unknown): string {
  const text = plain(value);
  return text.length > CELL_LENGTH_MAX ? `${text.slice(0, CELL_LENGTH_MAX - 1)}…` : text;
}

const isNumber = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';

const STYLE = {
  table: 'border-collapse:collapse;font-variant-numeric:tabular-nums;margin:4px 0',
  head: 'padding:4px 10px;border-bottom:2px solid #5c6773;vertical-align:bottom',
  type: 'font-weight:400;opacity:.65;font-size:85%',
  cell: 'padding:2px 10px;border-bottom:1px solid #d5dae0',
  note: 'opacity:.65;font-size:85%',
} as const;

function htmlOf({ columns, rows, note }: TableView): Html {
  const align = columns.map((_, index) => (rows.some((row) => isNumber(row[index])) ? 'right' : 'left'));
  const head = columns.map(
    ({ name, type }, index) =>
      html`<th style="${STYLE.head};text-align:${align[index]}">
        ${name}<br /><span style="${STYLE.type}">${type}</span>
      </th>`,
  );
  const cell = (value: unknown, index: number) =>
    html`<td style="${STYLE.cell};text-align:${align[index]}">${cellText(value)}</td>`;
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((_, index) => cell(row[index], index))}
      </tr>`,
  );
  return html`<table style="${STYLE.table}">
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
    ${note !== undefined && html`<div style="${STYLE.note}">${note}</div>`}`;
}

function textOf({ columns, rows, note }: TableView): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map((_, i) => cellText(row[i]))),
  ];
  const text = textColumns(
    lines,
    columns.map(() => 'left'),
  );
  return note === undefined ? text : `${text}\n${note}`;
}

export function tableBundle(view: TableView): Bundle {
  return { 'text/html': htmlOf(view).markup, 'text/plain': textOf(view) };
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return value === null ? 'null' : typeof value;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** A view of plain objects: a column for each key that occurs, of the type of its first value. Other values get one column. */
export function viewOfRows(rows: readonly unknown[], note?: string): TableView {
  const records = rows.map((row) => (isObject(row) ? row : { value: row }));
  const names = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => {
    const first = records.find((row) => (row[name] ?? null) !== null)?.[name];
    return { name, type: first === undefined ? '' : typeOf(first) };
  });
  const view = { columns, rows: records.map((row) => names.map((name) => row[name])) };
  return note === undefined ? view : { ...view, note };
}
