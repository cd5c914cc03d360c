import { html, raw, type Html, type HtmlValue } from '../core/html.js';

export interface Column {
  readonly head: string;
  /** Numbers stand at the right, digits of equal width. */
  readonly numeric?: boolean;
  /** Share of the table's width in percent; without it the browser decides. */
  readonly widthPct?: number;
}

type Row = readonly HtmlValue[];

export interface TableBody {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Rows that add the others up. */
  readonly totals?: readonly Row[];
}

function cell(scope: 'col' | 'row' | undefined, column: Column | undefined, value: HtmlValue): Html {
  const tag = scope === undefined ? 'td' : 'th';
  const attributes = [
    scope !== undefined && html` scope="${scope}"`,
    column?.numeric === true && html` class="numeric"`,
    column?.widthPct !== undefined && html` style="width: ${column.widthPct}%"`,
  ];
  return html`<${raw(tag)}${attributes}>${value}</${raw(tag)}>`;
}

export function renderTable({ columns, rows, totals = [] }: TableBody): Html {
  /** Rows are named by their first cell, unless that is a number. */
  const scopeOf = (index: number, value: HtmlValue) =>
    index === 0 && columns[0]?.numeric !== true && value !== '' ? 'row' : undefined;
  const toRow = (values: Row) =>
    html`<tr>
      ${values.map((value, index) => cell(scopeOf(index, value), columns[index], value))}
    </tr>`;
  const head = html`<thead>
    <tr>
      ${columns.map((column) => cell(column.head === '' ? undefined : 'col', column, column.head))}
    </tr>
  </thead>`;
  const foot =
    totals.length > 0 &&
    html`<tbody class="totals">
      ${totals.map(toRow)}
    </tbody>`;
  return html`<table style="--columns: ${columns.length}">
    ${head}
    <tbody>
      ${rows.map(toRow)}
    </tbody>
    ${foot}
  </table>`;
}

/** A long, narrow list as two halves beside each other. */
export function sideBySide(columns: readonly Column[], rows: readonly Row[]): TableBody {
  const half = Math.ceil(rows.length / 2);
  const nothing = columns.map(() => '');
  return {
    columns: [...columns, { head: '', widthPct: 6 }, ...columns],
    rows: rows.slice(0, half).map((row, index) => [...row, '', ...(rows[half + index] ?? nothing)]),
  };
}
