import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPaths, PROJECT_ROOT } from '../../../src/config/paths.js';
import { executeNotebook, type ExecutionEvent } from '../../../src/notebooks/execute.js';

const LIBRARY = join(PROJECT_ROOT, 'dist', 'notebooks', 'display', 'kernel-end.js');

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kernel-end-'))));
afterAll(() => rm(folder, { recursive: true }));

/** Executes a notebook whose first cell leaves something to be done at the kernel's end. */
async function execute(name: string, { work, then }: { work: string; then: string }) {
  const file = join(folder, `${name}.ipynb`);
  const done = join(folder, `${name}.done`);
  const first = [
    "import 'streambook';",
    `const { atKernelEnd } = await import(${JSON.stringify(LIBRARY)});`,
    `atKernelEnd(async () => { ${work}; require('fs').writeFileSync(${JSON.stringify(done)}, 'done'); });`,
  ].join('\n');
  const cells = [first, then].map((source, index) => ({
    cell_type: 'code',
    id: `c${index}`,
    metadata: {},
    outputs: [],
    execution_count: null,
    source,
  }));
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  await writeFile(file, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
  const { venv, notebooks } = projectPaths();
  const events: ExecutionEvent[] = [];
  const failure = await executeNotebook({
    file,
    workingFolder: notebooks,
    venv,
    cellTimeoutSeconds: 60,
    env: process.env,
    onEvent: (event) => void events.push(event),
  });
  return { failure, last: events.at(-1)?.event, wrote: await readFile(done, 'utf8').catch(() => 'nothing') };
}

const SOME_TIME = 'await new Promise((resolve) => setTimeout(resolve, 300))';
const FOR_EVER = 'await new Promise(() => setInterval(() => undefined, 1000))';

describe('the end of a kernel waits for what is to be closed', () => {
  it('after the last cell', async () => {
    expect(await execute('last', { work: SOME_TIME, then: '1 + 1' })).toEqual({
      failure: undefined,
      last: 'done',
      wrote: 'done',
    });
  });

  it('after a cell that failed, with connections that are open', async () => {
    const { failure, wrote } = await execute('failed', {
      work: SOME_TIME,
      then: "setInterval(() => undefined, 1000); throw new Error('so it goes');",
    });
    expect(failure).toMatchObject({ kind: 'cell', cell: 2 });
    expect(wrote).toBe('done');
  });

  it('not for ever', async () => {
    const { last, wrote } = await execute('hangs', { work: FOR_EVER, then: '1 + 1' });
    expect({ last, wrote }).toEqual({ last: 'done', wrote: 'nothing' });
  });
});
