import { join } from 'node:path';
import { z } from 'zod';
import { readTextIfThere, writeJson } from '../core/files.js';

const port = z.int().min(1).max(65_535);

const stateSchema = z.object({
  version: z.literal(2),
  processes: z.array(
    z.object({
      name: z.string(),
      pid: z.int().positive(),
      /** By the names that the process gives its ports. */
      ports: z.record(z.string(), port),
      startedAt: z.string(),
      /** The class archive that the process leaves at its end, if it is to leave one. */
      archive: z.object({ file: z.string(), partialFile: z.string() }).nullable(),
      /** Somebody has asked it to stop: its end is no death. */
      stopping: z.literal(true).optional(),
    }),
  ),
});

/** What this project started and where it listens. */
export type ServiceState = z.infer<typeof stateSchema>;
export type StartedProcess = ServiceState['processes'][number];

const stateFile = (servicesFolder: string) => join(servicesFolder, 'state.json');

/** What was started, as last written; nothing when there is no state, or one of another version. */
export async function readProcesses(servicesFolder: string): Promise<readonly StartedProcess[]> {
  const text = await readTextIfThere(stateFile(servicesFolder));
  if (text === undefined) return [];
  try {
    return stateSchema.parse(JSON.parse(text)).processes;
  } catch {
    // Processes that it may have named are found by their marks.
    return [];
  }
}

export async function writeProcesses(
  servicesFolder: string,
  processes: readonly StartedProcess[],
): Promise<void> {
  await writeJson(stateFile(servicesFolder), {
    version: 2,
    processes: [...processes],
  } satisfies ServiceState);
}
