import type { z } from 'zod';
import { StreambookError } from '../core/errors.js';
import type { RunSections } from './record.js';

/** What must be known of a pipeline to read the files of its runs. */
export interface RunKind {
  readonly name: string;
  /** Its own sections of `run.json`; any by default. */
  readonly sections?: z.ZodType<RunSections>;
  /** Of the pipeline that version 1 of the files was made for, when there was one alone. */
  readonly version1?: {
    /** Its sections, which stood in the record itself. */
    readonly sections: readonly string[];
    /** Keys of sections, settings, numbers and metrics that were called otherwise: the new name by the old. */
    readonly names: Readonly<Record<string, string>>;
  };
}

/** @throws StreambookError BAD_RUN for a name that no pipeline has. */
export function kindOf<K extends RunKind>(kinds: readonly K[], name: string): K {
  const found = kinds.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = kinds.map((each) => each.name).join(', ');
  throw new StreambookError('BAD_RUN', `The run is of the pipeline "${name}"; there are ${names}`);
}
