import { join } from 'node:path';
import { z } from 'zod';
import { readTextIfThere, writeJson } from '../runtime/files.js';

const port = z.int().min(1).max(65_535);

const stateSchema = z.object({
  version: z.literal(1),
  ports: z.object({
    brokers: z.tuple([port, port]).readonly(),
    controllers: z.tuple([port, port, port]).readonly(),
    spark: port,
  }),
  processes: z.array(
    z.object({
      name: z.string(),
      pid: z.int().positive(),
      startedAt: z.string(),
      /** The class archive that the process leaves at its end, if it is to leave one. */
      archive: z.object({ file: z.string(), partialFile: z.string() }).nullable(),
      /** Somebody is stopping it: its end is no death. */
      stopping: z.literal(true).optional(),
    }),
  ),
});

/** What this project started and where it listens. */
export type ServiceState = z.infer<typeof stateSchema>;
export type StartedProcess = ServiceState['processes'][number];

const stateFile = (servicesFolder: string) => join(servicesFolder, 'state.json');

/** The state as last written; undefined when there is none, or none that can be read. */
export async function readState(servicesFolder: string): Promise<ServiceState | undefined> {
  const text = await readTextIfThere(stateFile(servicesFolder));
  if (text === undefined) return undefined;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeState(servicesFolder: string, state: ServiceState): Promise<void> {
  await writeJson(stateFile(servicesFolder), state);
}
