import { join } from 'node:path';
import { UsageError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { listNotebooks, type NotebookFile } from './source.js';

/** A notebook of a pipeline. */
export interface PipelineNotebook extends NotebookFile {
  readonly pipeline: string;
}

const fullName = ({ pipeline, name }: PipelineNotebook): string => `${pipeline}/${name}`;

/** The notebooks whose name begins so. */
function meantBy(wanted: string, all: readonly PipelineNotebook[]): readonly PipelineNotebook[] {
  const nameOf = (notebook: PipelineNotebook) => (wanted.includes('/') ? fullName(notebook) : notebook.name);
  const meant = all.filter((notebook) => nameOf(notebook).startsWith(wanted));
  const pipelines = [...new Set(meant.map(({ pipeline }) => pipeline))];
  if (pipelines.length === 0) {
    const known = all.map(fullName);
    throw new UsageError(
      'UNKNOWN_NOTEBOOK',
      `There is no notebook "${wanted}".${didYouMean(wanted, all.map(nameOf))} There are ${known.join(', ')}`,
    );
  }
  if (pipelines.length > 1) {
    throw new UsageError(
      'UNKNOWN_NOTEBOOK',
      `Several pipelines have a notebook "${wanted}": give ${pipelines.map((name) => `${name}/${wanted}`).join(' or ')}`,
    );
  }
  return meant;
}

/**
 * The notebooks that are meant, pipeline by pipeline and in the order of each course.
 *
 * @param folder Has a folder for each pipeline.
 * @param names Names or their beginnings, alone or after their pipeline's; all notebooks when empty.
 * @throws UsageError UNKNOWN_NOTEBOOK with the names there are, also for a name that several pipelines have.
 */
export async function selectNotebooks(
  folder: string,
  pipelines: readonly string[],
  names: readonly string[],
): Promise<readonly PipelineNotebook[]> {
  const found = await Promise.all(
    pipelines.map(async (pipeline) =>
      (await listNotebooks(join(folder, pipeline))).map((file) => ({ pipeline, ...file })),
    ),
  );
  const all = found.flat();
  if (names.length === 0) return all;
  const meant = new Set(names.flatMap((name) => meantBy(name, all)));
  return all.filter((notebook) => meant.has(notebook));
}
