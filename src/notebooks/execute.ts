import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { PROJECT_ROOT } from '../config/paths.js';
import { StreambookError } from '../core/errors.js';

const eventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('start'), cells: z.int() }),
  z.object({ event: z.literal('cell'), cell: z.int(), seconds: z.number() }),
  z.object({
    event: z.literal('failed'),
    kind: z.enum(['cell', 'timeout', 'dead', 'start']),
    cell: z.int().describe('Counts code cells from 1; 0 when the kernel did not start'),
    error: z.string(),
  }),
  z.object({ event: z.literal('done') }),
]);

export type ExecutionEvent = z.infer<typeof eventSchema>;
export type ExecutionFailure = Extract<ExecutionEvent, { event: 'failed' }>;

export interface ExecuteOptions {
  /** The notebook, which gets its outputs in its place. */
  readonly file: string;
  /** Working folder of the kernel; cells find the library from there. */
  readonly workingFolder: string;
  readonly venv: string;
  /** Seconds that one cell may take. */
  readonly cellTimeoutSeconds: number;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent: (event: ExecutionEvent) => void;
}

const SCRIPT = join(PROJECT_ROOT, 'src', 'notebooks', 'execute.py');
const ERROR_LINES = 5;

/**
 * Executes a notebook by nbclient.
 *
 * @returns What went wrong in it; undefined when all cells ran.
 * @throws StreambookError NOTEBOOK_TOOLS_FAILED when nbclient itself fails; the signal's reason on abort.
 */
export async function executeNotebook(options: ExecuteOptions): Promise<ExecutionFailure | undefined> {
  const { file, workingFolder, venv, cellTimeoutSeconds, env, signal, onEvent } = options;
  signal?.throwIfAborted();
  const args = [SCRIPT, file, workingFolder, String(cellTimeoutSeconds)];
  const child = spawn(join(venv, 'bin', 'python'), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const stop = () => void child.kill('SIGTERM');
  signal?.addEventListener('abort', stop, { once: true });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  let last: ExecutionEvent | undefined;
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      last = eventSchema.parse(JSON.parse(line));
      onEvent(last);
    }
    await ended;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
  signal?.throwIfAborted();
  if (last?.event === 'failed') return last;
  if (last?.event === 'done') return undefined;
  const why = errors.trim().split('\n').slice(-ERROR_LINES).join('\n');
  throw new StreambookError(
    'NOTEBOOK_TOOLS_FAILED',
    `${file} could not be executed: ${why || 'no reason was given'}`,
  );
}
