import type { TableView } from './tables.js';

/** The part of danfo's frames that is shown; danfo itself need not be loaded to look at one. */
export interface DanfoFrame {
  readonly columns: readonly string[];
  readonly dtypes: readonly string[];
  readonly values: unknown;
  readonly shape: readonly number[];
}

/** danfo calls columns of numbers float32 or int32; what they hold are JavaScript's numbers, exact up to 2 ** 53. */
const typeOf = (dtype = '') => (dtype === 'float32' || dtype === 'int32' ? 'number' : dtype);

export function viewOfDanfo({ columns, dtypes, values, shape }: DanfoFrame, rows: number): TableView {
  const all = values as readonly (readonly unknown[])[];
  const view = {
    columns: columns.map((name, index) => ({ name, type: typeOf(dtypes[index]) })),
    rows: all.slice(0, rows),
  };
  return all.length > rows ? { ...view, note: `${rows} of ${shape[0]} rows` } : view;
}
