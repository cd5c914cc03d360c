import { z } from 'zod';
import type { ChartSpec } from '../../charts/spec.js';
import { checkArguments, objectWith } from '../../core/arguments.js';
import { StreambookError } from '../../core/errors.js';
import { DataFrame, type StructType, simpleString } from '../../spark/index.js';
import { chartBundle, isChart } from './charts.js';
import { type DanfoFrame, viewOfDanfo } from './danfo-frame.js';
import { drawingWork, newOutput, type Bundle } from './kernel.js';
import { tableBundle, viewOfRows, type TableView } from './tables.js';

/** Whatever has something to look at; a function has not. */
export type Showable =
  | DataFrame
  | DanfoFrame
  | StructType
  | ChartSpec
  | readonly unknown[]
  | object
  | string
  | number
  | bigint
  | boolean
  | null;

export interface ShowTableOptions {
  /** Rows of a table that are shown; 10 by default. */
  readonly rows?: number;
}

const DEFAULT_ROWS = 10;

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

const viewOfSchema = ({ fields }: StructType): TableView =>
  viewOfRows(
    fields.map(({ name, type, nullable }) => ({ column: name, type: simpleString(type), nullable })),
  );

const CHART = objectWith('a chart, as resultChart returns it', 'kind', 'spec');
const SHOW_OPTIONS = z.strictObject({ rows: z.int().min(1).optional() }).optional();

/** A promise inside a value is a forgotten `await` too, and would be an empty cell of a table. */
function refusePromises(entries: readonly (readonly [name: string | number, value: unknown])[]): void {
  for (const [name, value] of entries) checkArguments('show', { [name]: z.unknown() }, value);
}

function tableOf(rows: readonly unknown[], shown: number): Bundle {
  if (rows.length === 0) return { 'text/plain': 'no rows' };
  const note = rows.length > shown ? `${shown} of ${rows.length} rows` : undefined;
  return tableBundle(viewOfRows(rows.slice(0, shown), note));
}

async function bundleOf(value: unknown, rows: number): Promise<Bundle> {
  if (value instanceof DataFrame) return tableBundle(await viewOfSpark(value, rows));
  if (typeof value === 'function') {
    throw new StreambookError(
      'BAD_ARGUMENT',
      `show: ${value.name} is a function: put () after it to call it`,
    );
  }
  if (typeof value !== 'object' || value === null) return { 'text/plain': String(value) };
  if (isChart(value)) return chartBundle(value);
  if (isDanfo(value)) return tableBundle(viewOfDanfo(value, rows));
  if (isSchema(value)) return tableBundle(viewOfSchema(value));
  if (Array.isArray(value) || value instanceof Set) {
    const all: readonly unknown[] = [...value];
    refusePromises(all.map((row, index) => [`value[${index}]`, row]));
    return tableOf(all, rows);
  }
  const entries = value instanceof Map ? [...(value as Map<unknown, unknown>)] : Object.entries(value);
  const named = entries.map(([name, entry]) => ({ name: String(name), value: entry as unknown }));
  refusePromises(named.map(({ name, value: entry }) => [`value.${name}`, entry]));
  return tableOf(named, value instanceof Map ? rows : Math.max(rows, named.length));
}

/**
 * Shows a value as the output of a cell: a frame of Spark or danfo, a schema, a list of objects or an object as a
 * table with types; a chart as a picture that can be explored; text as text. A promise is waited for.
 *
 * @throws StreambookError BAD_ARGUMENT for a promise inside the value, for a function, and for unknown options.
 */
export function show(value: Showable | Promise<Showable>, options: ShowTableOptions = {}): Promise<void> {
  const output = newOutput();
  return drawingWork(async () => {
    checkArguments('show', { options: SHOW_OPTIONS }, options);
    output.draw(await bundleOf(await value, options.rows ?? DEFAULT_ROWS));
  });
}

/** A chart that is drawn again and again in its place. */
export interface LiveChart {
  update(chart: ChartSpec): Promise<void>;
}

export function liveChart(): LiveChart {
  const output = newOutput();
  return {
    update(chart) {
      return drawingWork(async () => {
        checkArguments('update', { chart: CHART }, chart);
        output.draw(await chartBundle(chart));
      });
    },
  };
}
