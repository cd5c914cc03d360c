import { createHash } from 'node:crypto';
import { z } from 'zod';
import { resultsSchema } from '../pipelines/orders/analysis/results.js';
import { experimentSchema } from '../config/experiment.js';
import { latenciesSchema } from '../runs/latencies.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { manifestSchema } from '../runs/manifest.js';
import { runRecordSchema } from '../runs/record.js';
import type { Attachment } from './pdf-attachment.js';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** What printed a report: the same renderer prints the same pages. */
const rendererSchema = z.strictObject({
  source_sha256: z.string().describe('Of the source files that the report is made by'),
  chromium: z.string(),
});
export type Renderer = z.infer<typeof rendererSchema>;

const DOCUMENTS = ['report', 'failed-run'] as const;
/** Which document was printed: of a run with results, or of one that ended before it had any. */
export type DocumentKind = (typeof DOCUMENTS)[number];

const indexSchema = z.strictObject({
  format: z.literal('streambook-bundle'),
  version: z.literal(1),
  document: z.enum(DOCUMENTS),
  run_id: z.string(),
  renderer: rendererSchema,
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().min(0), sha256: z.string() })),
});
type BundleIndex = z.infer<typeof indexSchema>;

const INDEX_FILE = 'bundle.json';

/** The files in the order in which they are attached. */
const FILES = {
  'run.json': { describes: 'What the run did and measured', schema: runRecordSchema },
  'config.json': {
    describes: 'The experiment, every setting',
    schema: experimentSchema.extend({ name: z.string() }),
  },
  'results.json': { describes: 'The analysis, from which the charts are drawn', schema: resultsSchema },
  'latencies.json': { describes: 'The histograms behind the percentiles', schema: latenciesSchema },
  'manifest.json': {
    describes: 'What the run was made from, and the numbers that follow from it',
    schema: manifestSchema,
  },
  'parts.json': { describes: 'What else was printed', schema: z.looseObject({}) },
} as const;
type FileName = keyof typeof FILES;
const FILE_NAMES = Object.keys(FILES) as FileName[];

/** What the files hold; a run does not have all of them. */
export type BundleContents = {
  readonly [Name in FileName]?: z.infer<(typeof FILES)[Name]['schema']> | undefined;
};

/** All that a document was printed from. */
export interface Bundle {
  readonly document: DocumentKind;
  readonly runId: string;
  readonly renderer: Renderer;
  readonly contents: BundleContents;
}

const canonical = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The bundle as files for the PDF, with an index that has their hashes. */
export function packBundle({ document, runId, renderer, contents }: Bundle): readonly Attachment[] {
  const files = FILE_NAMES.flatMap((name) => {
    const content = contents[name];
    if (content === undefined) return [];
    return [{ name, text: canonical(content), describes: FILES[name].describes }];
  });
  const index: BundleIndex = {
    format: 'streambook-bundle',
    version: 1,
    document,
    run_id: runId,
    renderer,
    files: files.map(({ name, text }) => ({
      ...{ name, bytes: Buffer.byteLength(text), sha256: sha256Of(text) },
    })),
  };
  return [
    { name: INDEX_FILE, text: canonical(index), describes: 'The attached files with their hashes' },
    ...files,
  ];
}

function parsed<T>(schema: z.ZodType<T>, name: string, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : [];
    const why = issue ? `${issue.path.join('.')}: ${issue.message}` : firstLine(error);
    throw new StreambookError('BAD_REPORT', `the attached ${name} cannot be read: ${why}`, { cause: error });
  }
}

export interface UnpackedBundle extends Bundle {
  /** Files that are missing, are not in the index, or are not what it has the hash of. */
  readonly problems: readonly string[];
}

/**
 * Reads a bundle from the files of a PDF.
 *
 * @returns undefined when there is no index: a report of an earlier version, or none at all.
 * @throws StreambookError BAD_REPORT when a file cannot be read as what its name says.
 */
export function unpackBundle(attached: ReadonlyMap<string, string>): UnpackedBundle | undefined {
  const indexText = attached.get(INDEX_FILE);
  if (indexText === undefined) return undefined;
  const index = parsed(indexSchema, INDEX_FILE, indexText);
  const listed = new Map(index.files.map((file) => [file.name, file]));
  const names = new Set([...listed.keys(), ...attached.keys()]);
  names.delete(INDEX_FILE);
  const problems = [...names].flatMap((name) => {
    const text = attached.get(name);
    if (text === undefined) return [`the attached ${name} is missing`];
    const expected = listed.get(name);
    if (expected === undefined) return [`${name} is attached, but not in the index`];
    return expected.sha256 === sha256Of(text) ? [] : [`the attached ${name} was changed: its hash differs`];
  });
  const contents = Object.fromEntries(
    FILE_NAMES.flatMap((name) => {
      const text = attached.get(name);
      return text === undefined ? [] : [[name, parsed<unknown>(FILES[name].schema, name, text)]];
    }),
  ) as BundleContents;
  return { document: index.document, runId: index.run_id, renderer: index.renderer, contents, problems };
}
