import { z } from 'zod';
import type { RunKind } from './run-kind.js';
import { kindOf } from './run-kind.js';

/**
 * Version 1 of a run's files was made when there was one pipeline: its sections stood in `run.json` itself, beside those of
 * every run. Files of that version are turned into version 2 when they are read, and checked as such.
 */
const recordSchema = z.looseObject({
  version: z.literal(1),
  /** Absent while there was one alone. */
  pipeline: z.string().optional(),
  pid: z.unknown(),
  process: z.looseObject({}).optional(),
  phases: z.array(z.looseObject({ name: z.string() })),
});

const OWN_SECTIONS = ['producer', 'consumer', 'stream', 'latency', 'ledger'];

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

/** @param kinds The first is that of runs that name none. @throws ZodError for what is no record of version 1. */
export function recordOfVersion1(raw: unknown, kinds: readonly RunKind[]): unknown {
  const { pid, process, pipeline = kinds[0]?.name ?? '', phases, ...record } = recordSchema.parse(raw);
  const names = kindOf(kinds, pipeline).formerNames ?? {};
  const isOwn = ([key]: readonly [string, unknown]) => OWN_SECTIONS.includes(key);
  const entries = Object.entries(record);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
    version: 2,
    made_as_version: 1,
    pipeline,
    process: { pid, ...process },
    phases: phases.map((phase) => ({ ...phase, name: names[phase.name] ?? phase.name })),
    sections: renamed(Object.fromEntries(entries.filter(isOwn)), names),
  };
}
