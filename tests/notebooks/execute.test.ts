import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { executeNotebook, type ExecutionEvent } from '../../src/notebooks/execute.js';
import { fakePython } from './fake-python.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'execute-'))));
afterEach(() => rm(folder, { recursive: true }));

/** What comes of a script in the place of nbclient's. */
async function execute(
  script: string,
  onEvent: (event: ExecutionEvent) => void = () => undefined,
  signal?: AbortSignal,
) {
  return executeNotebook({
    file: join(folder, '01-rides.ipynb'),
    workingFolder: folder,
    venv: await fakePython(folder, script),
    cellTimeoutSeconds: 7,
    env: { ...process.env, COLOUR: 'blue' },
    signal,
    onEvent,
  });
}

const START = `echo '{"event":"start","cells":2}'`;
const CELL = `echo '{"event":"cell","cell":1,"seconds":0.5}'`;
const DONE = `echo '{"event":"done"}'`;

describe('the execution of a notebook', () => {
  it('reports each event, and has no failure when all cells ran', async () => {
    const events: ExecutionEvent[] = [];
    const failure = await execute([START, CELL, DONE].join('\n'), (event) => void events.push(event));
    expect(failure).toBeUndefined();
    expect(events).toEqual([
      { event: 'start', cells: 2 },
      { event: 'cell', cell: 1, seconds: 0.5 },
      { event: 'done' },
    ]);
  });

  it('gives the script notebook, folder and time of a cell, and its environment', async () => {
    const script = `echo '{"event":"failed","kind":"cell","cell":1,"error":"'"$(basename $1) $(basename $2) $3 $4 $COLOUR"'"}'`;
    // The folder's name is random.
    expect(await execute(script)).toMatchObject({
      error: expect.stringMatching(/^execute\.py 01-rides\.ipynb \/.*execute-\S+ 7 blue$/) as string,
    });
  });

  it('fails as the last event says, whatever the script ends with', async () => {
    const failed = {
      event: 'failed',
      kind: 'timeout',
      cell: 2,
      error: 'it has not ended within 7 s',
    } as const;
    expect(await execute(`${START}\necho '${JSON.stringify(failed)}'\nexit 3`)).toEqual(failed);
  });

  it('that ends without a word says the last lines of what the script complains of', async () => {
    const complaints = Array.from({ length: 7 }, (_, line) => `echo 'line ${line + 1}' >&2`).join('\n');
    await expect(execute(`${START}\n${complaints}`)).rejects.toMatchObject({
      code: 'NOTEBOOK_TOOLS_FAILED',
      message: `${join(folder, '01-rides.ipynb')} could not be executed: line 3\nline 4\nline 5\nline 6\nline 7`,
    });
    await expect(execute(CELL)).rejects.toThrow('could not be executed: no reason was given');
  });

  it('ends the script when it is aborted, with the reason', async () => {
    const abort = new AbortController();
    const reason = new Error('Ctrl-C');
    // It would go on for a minute.
    const call = execute(`${START}\nexec sleep 60`, () => abort.abort(reason), abort.signal);
    await expect(call).rejects.toBe(reason);
    await expect(execute(DONE, undefined, abort.signal)).rejects.toBe(reason);
  });
});
