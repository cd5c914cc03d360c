import type { JvmProgram } from './jvm.js';

/** A program of the machine itself. */
export interface NativeProgram {
  readonly kind: 'native';
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What the engine can start. */
export type Program = JvmProgram | NativeProgram;
