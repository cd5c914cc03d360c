import { Type } from 'apache-arrow';
import type { Table } from 'apache-arrow';
import type * as Danfo from 'danfojs-node';
import { rowsOf } from './arrow/rows.js';
import { SparkArgumentError } from './errors.js';

interface TensorFlowFlags {
  env(): { set(flag: string, value: boolean): void };
}

/**
 * danfo is loaded on first use, since it takes most of a second, and since not everyone has it.
 *
 * @throws SparkArgumentError SPARK_DANFO_MISSING
 */
export async function loadDanfo(load = () => import('danfojs-node')): Promise<typeof Danfo> {
  const danfo = await load().catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SparkArgumentError(
      'toDanfo() needs the package danfojs-node: npm install danfojs-node',
      'SPARK_DANFO_MISSING',
    );
  });
  // TensorFlow prints a banner at the first tensor unless it believes to be in production.
  (danfo.tensorflow as TensorFlowFlags).env().set('PROD', true);
  return danfo;
}

/** danfo's int32 columns fail on nulls and its frames know no int64, so all numbers are what it calls float32; they are doubles. */
const dtypes: { readonly [T in Type]?: string } = {
  [Type.Int]: 'float32',
  [Type.Float]: 'float32',
  [Type.Decimal]: 'float32',
  [Type.Bool]: 'boolean',
  [Type.Date]: 'datetime',
  [Type.Timestamp]: 'datetime',
};

/** The rows as a danfo frame: BIGINT and DECIMAL as numbers of 53 bits; else the values of {@link rowsOf}. */
export async function toDanfoFrame(table: Table): Promise<Danfo.DataFrame> {
  const { fields } = table.schema;
  const isNumber = fields.map((field) => dtypes[field.typeId] === 'float32');
  const values = Array.from(rowsOf(table), (row) =>
    Object.values(row).map((cell, column) => (isNumber[column] && cell !== null ? Number(cell) : cell)),
  );
  const danfo = await loadDanfo();
  return new danfo.DataFrame(values, {
    columns: fields.map((field) => field.name),
    dtypes: fields.map((field) => dtypes[field.typeId] ?? 'string'),
  });
}
