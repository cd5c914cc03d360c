import { execFile } from 'node:child_process';
import { isDeepStrictEqual, promisify } from 'node:util';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT, type ProjectPaths } from '../config/paths.js';
import type { AttachedNotebook } from '../report/input.js';
import { firstLine, StreambookError } from '../runtime/errors.js';
import type { StoredRun } from '../runs/store.js';
import { cellHashes, listNotebooks, readNotebook } from './source.js';

const SCRIPT = join(PROJECT_ROOT, 'src', 'notebooks', 'fragments.py');
const OUTPUT_BYTES_MAX = 2 ** 28;

async function fragments(venv: string, files: readonly string[]): Promise<Readonly<Record<string, string>>> {
  try {
    const python = join(venv, 'bin', 'python');
    const { stdout } = await promisify(execFile)(python, [SCRIPT, ...files], { maxBuffer: OUTPUT_BYTES_MAX });
    return z.record(z.string(), z.string()).parse(JSON.parse(stdout));
  } catch (error) {
    throw new StreambookError('NOTEBOOK_TOOLS_FAILED', `nbconvert failed: ${firstLine(error)}`, {
      cause: error,
    });
  }
}

/** The notebook's own title becomes the appendix's, and its headings go one level down. */
function attached(name: string, fragment: string): AttachedNotebook {
  const [heading = '', title = name] = /<h1[^>]*>(.*?)<\/h1>/s.exec(fragment) ?? [];
  const markup = fragment.replace(heading, '').replaceAll(/<(\/?)h[23]\b/g, '<$1h4');
  return { name, title: title.replaceAll(/<[^>]*>/g, '').trim(), markup };
}

/**
 * The executed notebooks of a run, as the report attaches them.
 *
 * @throws StreambookError NO_NOTEBOOKS when none was executed; NOTEBOOK_CHANGED for a copy that is not what the run's record has the hashes of.
 */
export async function loadAppendix(
  paths: ProjectPaths,
  run: StoredRun,
): Promise<readonly AttachedNotebook[]> {
  const recorded = run.record.notebooks ?? [];
  if (recorded.length === 0) {
    throw new StreambookError(
      'NO_NOTEBOOKS',
      `No notebook was executed on run ${run.runId}; do it with: npx streambook notebooks run --run ${run.runId}`,
    );
  }
  const copies = await listNotebooks(run.paths.notebooks);
  const files = await Promise.all(
    recorded.map(async ({ name, cells }) => {
      const copy = copies.find((candidate) => candidate.name === name);
      if (copy === undefined || !isDeepStrictEqual(cellHashes(await readNotebook(copy)), cells)) {
        throw new StreambookError(
          'NOTEBOOK_CHANGED',
          `The executed copy of ${name} is not what run.json has the hashes of: execute it again`,
        );
      }
      return copy;
    }),
  );
  const markup = await fragments(
    paths.venv,
    files.map(({ file }) => file),
  );
  return files.map(({ name, file }) => attached(name, markup[file] ?? ''));
}
