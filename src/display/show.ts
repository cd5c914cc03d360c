import type { ChartSpec } from '../charts/spec.js';
import { DataFrame, type StructType, simpleString } from '../spark/index.js';
import { chartBundle, isChart } from './charts.js';
import { newOutput, type Bundle } from './kernel.js';
import { tableBundle, viewOfRows, type TableView } from './tables.js';

/** The part of danfo's frames that is shown; danfo itself need not be loaded to look at one. */
export interface DanfoFrame {
  readonly columns: readonly string[];
  readonly dtypes: readonly string[];
  readonly values: unknown;
  readonly shape: readonly number[];
}

export type Showable = DataFrame | DanfoFrame | StructType | ChartSpec | readonly object[] | object | string;

export interface ShowTableOptions {
  /** Rows of a table that are shown; 10 by default. */
  readonly rows?: number;
}

const isDanfo = (value: object): value is DanfoFrame =>
  'columns' in value && 'dtypes' in value && 'values' in value && 'shape' in value;

const isSchema = (value: object): value is StructType =>
  'type' in value && value.type === 'struct' && 'fields' in value;

/** One row more than is shown is asked for, which tells whether there are more without counting them. */
async function viewOfSpark(frame: DataFrame, rows: number): Promise<TableView> {
  const [{ fields }, found] = await Promise.all([frame.schema(), frame.head(rows + 1)]);
  const view = {
    columns: fields.map(({ name, type }) => ({ name, type: simpleString(type) })),
    rows: found.slice(0, rows).map((row) => fields.map(({ name }) => row[name])),
  };
  return found.length > rows ? { ...view, note: `the first ${rows} rows` } : view;
}

function viewOfDanfo({ columns, dtypes, values, shape }: DanfoFrame, rows: number): TableView {
  const all = values as readonly (readonly unknown[])[];
  const view = {
    columns: columns.map((name, index) => ({ name, type: dtypes[index] ?? '' })),
    rows: all.slice(0, rows),
  };
  return all.length > rows ? { ...view, note: `${rows} of ${shape[0]} rows` } : view;
}

const viewOfSchema = ({ fields }: StructType): TableView =>
  viewOfRows(
    fields.map(({ name, type, nullable }) => ({ column: name, type: simpleString(type), nullable })),
  );

async function bundleOf(value: Showable, rows: number): Promise<Bundle> {
  if (typeof value === 'string') return { 'text/plain': value };
  if (value instanceof DataFrame) return tableBundle(await viewOfSpark(value, rows));
  if (isChart(value)) return chartBundle(value);
  if (isDanfo(value)) return tableBundle(viewOfDanfo(value, rows));
  if (isSchema(value)) return tableBundle(viewOfSchema(value));
  if (Array.isArray(value)) {
    const all = value as readonly object[];
    const note = all.length > rows ? `${rows} of ${all.length} rows` : undefined;
    return tableBundle(viewOfRows(all.slice(0, rows), note));
  }
  return tableBundle(
    viewOfRows(Object.entries(value).map(([name, entry]) => ({ name, value: entry as unknown }))),
  );
}

/**
 * Shows a value as the output of a cell: a frame of Spark or danfo, a schema, a list of objects or an object as a
 * table with types; a chart as a picture that can be explored; text as text.
 */
export async function show(value: Showable, { rows = 10 }: ShowTableOptions = {}): Promise<void> {
  newOutput().draw(await bundleOf(value, rows));
}

/** A chart that is drawn again and again in its place. */
export interface LiveChart {
  update(chart: ChartSpec): Promise<void>;
}

export function liveChart(): LiveChart {
  const output = newOutput();
  return { update: async (chart) => output.draw(await chartBundle(chart)) };
}
