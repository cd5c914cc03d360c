import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ownIdentity, type ProcessIdentity } from '../../setup/process-identity.mjs';
import { readTextIfThere, writeJson } from '../core/files.js';

/** The embedded services, whose ports change from start to start; services of others are identified by their address. */
export const EMBEDDED = 'embedded';

const resourceSchema = z.discriminatedUnion('kind', [
  /** A session on Spark; its streaming queries go on when its process dies. */
  z.object({ kind: z.literal('session'), spark: z.string(), sessionId: z.string(), userId: z.string() }),
  z.object({ kind: z.literal('topic'), kafka: z.string(), name: z.string() }),
  z.object({ kind: z.literal('folder'), path: z.string() }),
]);

const holdingSchema = z.object({
  version: z.literal(1),
  owner: z.object({
    pid: z.int(),
    start: z.string(),
    host: z.string(),
    boot: z.string(),
    namespace: z.string(),
  }),
  /** What the process did, for people: "run 20260131-093000-quick". */
  purpose: z.string(),
  resource: resourceSchema,
});

/** Something that a process has outside itself and that is to be gone when the process is. */
export type Resource = z.infer<typeof resourceSchema>;
type Holding = z.infer<typeof holdingSchema>;

/** A holding with its file. */
interface StoredHolding extends Holding {
  readonly file: string;
}

/**
 * Puts on record that this process has something on the services. To be called before it is made: a process may be
 * killed at any moment, and its successors look here for what it has left.
 *
 * @returns Takes it off the record, once it is removed.
 */
export async function hold(
  heldFolder: string,
  purpose: string,
  resource: Resource,
  owner: ProcessIdentity = ownIdentity(),
): Promise<() => Promise<void>> {
  const file = join(heldFolder, `${randomUUID()}.json`);
  await writeJson(file, { version: 1, owner, purpose, resource } satisfies Holding);
  return () => rm(file, { force: true });
}

/** All holdings on record; files that are none are left out. */
export async function listHoldings(heldFolder: string): Promise<readonly StoredHolding[]> {
  const names = await readdir(heldFolder).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.json')).map((name) => join(heldFolder, name));
  const holdings = await Promise.all(
    files.map(async (file) => {
      const found = holdingSchema.safeParse(parseJson((await readTextIfThere(file)) ?? ''));
      return found.success ? [{ ...found.data, file }] : [];
    }),
  );
  return holdings.flat();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
