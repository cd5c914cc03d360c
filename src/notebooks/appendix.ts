import { isDeepStrictEqual } from 'node:util';
import type { ProjectPaths } from '../config/paths.js';
import type { AttachedNotebook } from '../report/input.js';
import { StreambookError } from '../core/errors.js';
import type { StoredRun } from '../runs/store.js';
import { notebookFragments } from './fragments.js';
import { cellHashes, listNotebooks, readNotebook } from './source.js';

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
  const markup = await notebookFragments(
    paths.venv,
    files.map(({ file }) => file),
  );
  return files.map(({ name, file }) => attached(name, markup[file] ?? ''));
}
