import { vi } from 'vitest';
import { SparkError } from '../../../src/spark/index.js';
import type { SparkSession } from '../../../src/spark/index.js';

/** One small program in both languages. What they return must be the same by `canonical`. */
export interface Program {
  readonly name: string;
  /** @param folder an empty folder of the program's own, on the server's machine */
  readonly typescript: (spark: SparkSession, folder: string) => Promise<unknown>;
  /** The body of a Python function of the same parameters; what else is in scope stands in run_programs.py. */
  readonly python: string;
}

/** What the work prints. */
export async function printed(work: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: unknown) => lines.push(`${String(text)}\n`));
  try {
    await work();
  } finally {
    log.mockRestore();
  }
  return lines.join('');
}

/** Types of this client for errors that PySpark 4.0 has none for. */
const OWN_TYPES = new Set(['DataSourceNotFoundException', 'OperationCanceledException']);

/** How the work fails; an error if it does not. */
export async function failure(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    const { name, errorClass, sqlState, messageParameters } = error;
    const type = OWN_TYPES.has(name) ? 'UnknownException' : name;
    return { type, errorClass: errorClass ?? null, sqlState: sqlState ?? null, messageParameters };
  }
  throw new Error('the program was expected to fail');
}

/** A value as JSON has it, the same for what both languages have for a value of Spark. */
export function canonical(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Map) return canonical(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]));
}

/** Without the numbers that Spark gives to columns and plans. */
export const withoutIds = (plan: string): string => plan.replace(/(#|plan_id=|plan_id:)\d+L?/g, '$1');
