import type * as DanfoModule from 'danfojs-node';
import type { DataFrame } from 'danfojs-node';

/**
 * danfo's frames with types on their columns. Every filter, group-by and sort of the analysis is danfo's; what is
 * added here keeps clear of its traps:
 *
 * - It fails on frames without rows, so a table without rows never reaches it.
 * - `query` takes positions for labels once an index has gaps, so filters number the rows again.
 * - `loc` costs the square of the rows, so rows and columns are picked by position.
 * - Sums over frames go through 32-bit tensors; group-bys and series add in doubles, which are exact for whole cents.
 * - A group's key is its values joined by "-": at most one of the keys may hold text with a dash.
 */
export type Cell = string | number;

export interface Table<Row> {
  readonly danfo: Danfo;
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** undefined when there are no rows. */
  readonly frame: DataFrame | undefined;
  /** For the type checker alone: what a row holds. */
  readonly rowType?: Row;
}

export type Danfo = typeof DanfoModule;
type Values = readonly (readonly Cell[])[];

interface TensorFlowFlags {
  env(): { set(flag: string, value: boolean): void };
}

/** danfo is loaded on first use: it takes most of a second. */
export async function loadDanfo(): Promise<Danfo> {
  const danfo = await import('danfojs-node');
  // TensorFlow prints a banner at the first tensor unless it believes to be in production.
  (danfo.tensorflow as TensorFlowFlags).env().set('PROD', true);
  return danfo;
}

/** A table from rows of cells in the order of `columns`. */
export function tableOf<Row>(
  danfo: Danfo,
  columns: readonly (keyof Row & string)[],
  values: Values,
): Table<Row> {
  const [first] = values;
  const frame =
    first === undefined
      ? undefined
      : new danfo.DataFrame(values, {
          columns: [...columns],
          dtypes: first.map((cell) => (typeof cell === 'string' ? 'string' : 'float32')),
          config: { lowMemoryMode: true },
        });
  return { danfo, columns, rowCount: values.length, frame };
}

const valuesOf = (frame: DataFrame | undefined): Values => (frame?.values ?? []) as Values;

const pick = (values: Values, positions: readonly number[]): Values =>
  values.map((cells) => positions.map((position) => cells[position] as Cell));

/** The rows as objects. */
export function rowsOf<Row>(table: Table<Row>): readonly Row[] {
  return valuesOf(table.frame).map(
    (cells) => Object.fromEntries(table.columns.map((column, i) => [column, cells[i]])) as Row,
  );
}

/** The values of one column. */
export function columnOf<Row, C extends keyof Row & string>(table: Table<Row>, column: C): readonly Row[C][] {
  return (table.frame?.column(column).values ?? []) as unknown as readonly Row[C][];
}

/** How often each text occurs in a column. */
export function countsOf<Row>(table: Table<Row>, column: keyof Row & string): ReadonlyMap<string, number> {
  const counts = table.frame?.column(column).valueCounts();
  return new Map(counts?.index.map((text, i) => [String(text), Number(counts.values[i])]));
}

/** The rows whose value in `column` is `value`. */
export function where<Row, C extends keyof Row & string>(
  table: Table<Row>,
  column: C,
  value: Row[C],
): Table<Row> {
  const mask = columnOf(table, column).map((cell) => cell === value);
  const rowCount = mask.filter(Boolean).length;
  if (rowCount === table.rowCount) return table;
  if (table.frame === undefined || rowCount === 0) return { ...table, rowCount: 0, frame: undefined };
  const frame = table.frame.query(mask);
  frame.resetIndex({ inplace: true });
  return { ...table, rowCount, frame };
}

/** The same rows with fewer columns. */
function select<Row, C extends keyof Row & string>(
  table: Table<Row>,
  columns: readonly C[],
): Table<Pick<Row, C>> {
  const positions = columns.map((column) => table.columns.indexOf(column));
  return tableOf(table.danfo, columns, pick(valuesOf(table.frame), positions));
}

type Aggregate<Row> = readonly [column: keyof Row & string, operation: 'sum' | 'count'];

/** One row for each combination of `keys` that occurs, with the named aggregates; in no particular order. */
export function groupBy<Row, K extends keyof Row & string, A extends string>(
  table: Table<Row>,
  keys: readonly K[],
  aggregates: Readonly<Record<A, Aggregate<Row>>>,
): Table<Pick<Row, K> & Record<A, number>> {
  const named = Object.entries<Aggregate<Row>>(aggregates);
  const measures = [...new Set(named.map(([, [column]]) => column))];
  const columns = [...keys, ...named.map(([name]) => name)] as (K | A)[];
  // danfo copies every column of the frame into its groups, so it gets only those that are asked for.
  const { frame } = select(table, [...new Set([...keys, ...measures])]);
  if (frame === undefined) return tableOf(table.danfo, columns, []);
  const operations = Object.fromEntries(
    measures.map((measure) => [
      measure,
      named.filter(([, [column]]) => column === measure).map(([, [, operation]]) => operation),
    ]),
  );
  const grouped = frame.groupby([...keys]).agg(operations);
  const positions = [
    ...keys.map((key) => grouped.columns.indexOf(key)),
    ...named.map(([, [column, operation]]) => grouped.columns.indexOf(`${column}_${operation}`)),
  ];
  return tableOf(table.danfo, columns, pick(valuesOf(grouped), positions));
}

/** The values of `column` in each group, by the keys' values. */
export function valuesByGroup<Row, K extends keyof Row & string>(
  table: Table<Row>,
  keys: readonly K[],
  column: keyof Row & string,
): readonly { readonly key: Pick<Row, K>; readonly values: readonly number[] }[] {
  const { frame } = select(table, [...keys, column]);
  if (frame === undefined) return [];
  const groups = frame.groupby([...keys]);
  return Object.entries(groups.groups).map(([joined, columns]) => ({
    key: Object.fromEntries(keys.map((key, i) => [key, groups.keyToValue[joined]?.[i]])) as Pick<Row, K>,
    values: (columns as Record<string, number[]>)[column] ?? [],
  }));
}

/** Sorted by the first column, ties by the second, and so on. Text sorts without regard to case. */
export function sortBy<Row>(
  table: Table<Row>,
  ...order: readonly (readonly [column: keyof Row & string, direction: 'rising' | 'falling'])[]
): Table<Row> {
  // danfo sorts by one column, and stably: the least significant goes first.
  const frame = order.toReversed().reduce((sorted, [column, direction]) => {
    const next = sorted?.sortValues(column, { ascending: direction === 'rising' });
    next?.resetIndex({ inplace: true });
    return next;
  }, table.frame);
  return { ...table, frame };
}
