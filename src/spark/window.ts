import { columnExpression, valueExpression } from './column.js';
import type { Column, ColumnOrName } from './column.js';
import { SparkArgumentError } from './errors.js';
import type { Expression } from './gen/spark/connect/expressions_pb.js';
import type { FrameBoundary, WindowFrame, WindowParts } from './plan/expressions.js';

/** Rows before (negative) or after the present one, or one of `Window`'s constants; for ranges also an interval. */
export type WindowBoundary = number | bigint | Column;

/** Which rows a window function sees from each row; for `Column.over`. */
export class WindowSpec implements WindowParts {
  readonly partitions: readonly Expression[];
  readonly orders: readonly Expression[];
  readonly frame: WindowFrame | undefined;

  constructor({ partitions, orders, frame }: WindowParts) {
    this.partitions = partitions;
    this.orders = orders;
    this.frame = frame;
  }

  partitionBy(...columns: readonly ColumnOrName[]): WindowSpec {
    return new WindowSpec({ ...this, partitions: columns.map(columnExpression) });
  }

  orderBy(...columns: readonly ColumnOrName[]): WindowSpec {
    return new WindowSpec({ ...this, orders: columns.map(columnExpression) });
  }

  /** From one row to another by their place; 0 is the present row. */
  rowsBetween(start: number, end: number): WindowSpec {
    return this.#framed('rows', start, end);
  }

  /** All rows whose ordering value lies so far from the present one's. */
  rangeBetween(start: WindowBoundary, end: WindowBoundary): WindowSpec {
    return this.#framed('range', start, end);
  }

  #framed(type: WindowFrame['type'], start: WindowBoundary, end: WindowBoundary): WindowSpec {
    const frame = { type, lower: boundary(start, -Infinity), upper: boundary(end, Infinity) };
    return new WindowSpec({ ...this, frame });
  }
}

function boundary(at: WindowBoundary, unbounded: number): FrameBoundary {
  if (at === unbounded) return 'unbounded';
  if (at === 0 || at === 0n) return 'currentRow';
  if (typeof at === 'number' && (at === -unbounded || Number.isNaN(at))) {
    throw new SparkArgumentError(`A window cannot ${unbounded < 0 ? 'start' : 'end'} at ${at}`);
  }
  return valueExpression(at);
}

const everything = new WindowSpec({ partitions: [], orders: [], frame: undefined });

/** Where windows begin: `Window.partitionBy('city').orderBy('day').rowsBetween(-6, Window.currentRow)`. */
export const Window = {
  unboundedPreceding: -Infinity,
  unboundedFollowing: Infinity,
  currentRow: 0,
  partitionBy: (...columns: readonly ColumnOrName[]) => everything.partitionBy(...columns),
  orderBy: (...columns: readonly ColumnOrName[]) => everything.orderBy(...columns),
  rowsBetween: (start: number, end: number) => everything.rowsBetween(start, end),
  rangeBetween: (start: WindowBoundary, end: WindowBoundary) => everything.rangeBetween(start, end),
} as const;
