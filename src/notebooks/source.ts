import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { firstLine, StreambookError } from '../core/errors.js';

const textSchema = z
  .union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))])
  .describe('Notebooks keep text as one string or as a list of lines');

const cellSchema = z.looseObject({
  cell_type: z.enum(['code', 'markdown', 'raw']),
  id: z.string().optional(),
  metadata: z.looseObject({ tags: z.array(z.string()).optional() }),
  source: textSchema,
  outputs: z.array(z.looseObject({ output_type: z.string() })).optional(),
});

const notebookSchema = z.looseObject({
  nbformat: z.literal(4),
  nbformat_minor: z.int(),
  metadata: z.looseObject({}),
  cells: z.array(cellSchema),
});

export type Cell = z.infer<typeof cellSchema>;
export type Notebook = z.infer<typeof notebookSchema>;

/** A notebook of a folder, by its file's name without the ending. */
export interface NotebookFile {
  readonly name: string;
  readonly file: string;
}

/** @throws StreambookError BAD_NOTEBOOK naming the file and what is wrong in it. */
export async function readNotebook({ file }: NotebookFile): Promise<Notebook> {
  try {
    return notebookSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new StreambookError('BAD_NOTEBOOK', `${file} is not a notebook: ${firstLine(error)}`, {
      cause: error,
    });
  }
}

/** All notebooks of a folder, in the order of their names; none when there is no such folder. */
export async function listNotebooks(folder: string): Promise<readonly NotebookFile[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith('.ipynb'))
    .sort()
    .map((name) => ({ name: name.slice(0, -'.ipynb'.length), file: join(folder, name) }));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Hashes of what each code cell says and of what came of it, in their order. */
export function cellHashes(notebook: Notebook) {
  return notebook.cells
    .filter(({ cell_type: type }) => type === 'code')
    .map(({ source, outputs = [] }) => ({
      source_sha256: sha256(source),
      outputs_sha256: sha256(JSON.stringify(outputs)),
    }));
}
