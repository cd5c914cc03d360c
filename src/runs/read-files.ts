import { z } from 'zod';
import { firstLine, StreambookError } from '../core/errors.js';
import { type Manifest, manifestSchema } from './manifest.js';
import { type RunRecord, runRecordSchema } from './record.js';
import { kindOf, type RunKind } from './run-kind.js';
import { isVersion1, manifestOfVersion1, recordOfVersion1, renamed } from './version-1.js';

/** What is wrong with a file as a whole has no place in it. */
const describeIssue = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.join('.')}: ${message}`;

/**
 * Reads the JSON of a file.
 *
 * @param file What it is called in messages.
 * @param code Of the error: whose file it is.
 * @throws StreambookError naming the file and what is wrong with it.
 */
export function readJson<T>(
  text: string,
  file: string,
  parse: (raw: unknown) => T,
  code: 'BAD_RUN' | 'BAD_REPORT' = 'BAD_RUN',
): T {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const why = issue ? describeIssue(issue) : firstLine(error);
    throw new StreambookError(code, `${file} cannot be read: ${why}`, { cause: error });
  }
}

/** `run.json` of either version, with the sections of its pipeline. @throws ZodError. StreambookError BAD_RUN. */
export const parseRecord =
  (kinds: readonly RunKind[]) =>
  (raw: unknown): RunRecord => {
    const record = runRecordSchema.parse(isVersion1(raw) ? recordOfVersion1(raw, kinds) : raw);
    const { sections } = kindOf(kinds, record.pipeline);
    return sections === undefined ? record : { ...record, ...z.object({ sections }).parse(record) };
  };

/** `manifest.json` of either version. @throws ZodError. */
export const parseManifest =
  (kind: RunKind) =>
  (raw: unknown): Manifest =>
    manifestSchema.parse(isVersion1(raw) ? manifestOfVersion1(raw, kind) : raw);

/** The settings of a run, `config.json`, by the names that they have today. */
export const settingsOfRun = (
  { version1 }: RunKind,
  { made_as_version: version }: RunRecord,
  raw: unknown,
): unknown => (version === 1 && version1 ? renamed(raw, version1.names) : raw);
