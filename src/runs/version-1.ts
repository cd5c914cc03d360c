import { z } from 'zod';
import { StreambookError } from '../core/errors.js';
import type { RunKind } from './run-kind.js';

/**
 * Version 1 of a run's files was made when there was one pipeline: its sections stood in `run.json` itself, beside those of
 * every run. Files of that version are turned into version 2 when they are read, and checked as such.
 */
const recordSchema = z.looseObject({
  version: z.literal(1),
  topic: z.string().optional(),
  pid: z.unknown(),
  process: z.looseObject({}).optional(),
  phases: z.array(z.looseObject({ name: z.string() })),
});

export const isVersion1 = (raw: unknown): boolean =>
  z.looseObject({ version: z.literal(1) }).safeParse(raw).success;

type Names = Readonly<Record<string, string>>;

/** The same JSON with other keys, at whatever depth they stand. */
export function renamed(value: unknown, names: Names): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, names));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [names[key] ?? key, renamed(each, names)]),
  );
}

/** A manifest had one topic, or none. @throws ZodError for what is no manifest of version 1. */
export function manifestOfVersion1(raw: unknown, { name, version1 }: RunKind): unknown {
  const { topic, ...manifest } = z.looseObject({ topic: z.unknown().optional() }).parse(raw);
  return {
    ...(renamed(manifest, version1?.names ?? {}) as object),
    version: 2,
    pipeline: name,
    topics: topic === undefined ? [] : [topic],
  };
}

/** @throws StreambookError BAD_RUN when none of the kinds had runs of version 1. ZodError for what is no record of it. */
export function recordOfVersion1(raw: unknown, kinds: readonly RunKind[]): unknown {
  const { pid, process, topic, phases, ...record } = recordSchema.parse(raw);
  const owner = kinds.find((kind) => kind.version1 !== undefined);
  if (owner?.version1 === undefined) {
    throw new StreambookError('BAD_RUN', 'The run is of version 1, which no pipeline at hand has runs of');
  }
  const { sections, names } = owner.version1;
  const isOwn = ([key]: readonly [string, unknown]) => sections.includes(key);
  const entries = Object.entries(record);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
    version: 2,
    made_as_version: 1,
    pipeline: owner.name,
    process: { pid, ...process },
    ...(topic !== undefined && { topics: [topic] }),
    phases: phases.map((phase) => ({ ...phase, name: names[phase.name] ?? phase.name })),
    sections: renamed(Object.fromEntries(entries.filter(isOwn)), names),
  };
}
