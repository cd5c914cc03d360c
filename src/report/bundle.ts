import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BaseExperiment, ExperimentKind } from '../config/experiment.js';
import { type Latencies, latenciesSchema } from '../runs/latencies.js';
import type { Manifest } from '../runs/manifest.js';
import { parseManifest, parseRecord, readJson, settingsOfRun } from '../runs/read-files.js';
import type { RunRecord } from '../runs/record.js';
import { kindOf, type RunKind } from '../runs/run-kind.js';
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

/** What the files hold; a run does not have all of them. */
export interface BundleContents<C extends BaseExperiment = BaseExperiment, R = unknown> {
  readonly 'run.json'?: RunRecord | undefined;
  readonly 'config.json'?: C | undefined;
  readonly 'results.json'?: R | undefined;
  readonly 'latencies.json'?: Latencies | undefined;
  readonly 'manifest.json'?: Manifest | undefined;
  readonly 'parts.json'?: Readonly<Record<string, unknown>> | undefined;
}

/** The files in the order in which they are attached, and what each is. */
const DESCRIBES: Readonly<Record<keyof BundleContents, string>> = {
  'run.json': 'What the run did and measured',
  'config.json': 'The experiment, every setting',
  'results.json': 'The analysis, from which the charts are drawn',
  'latencies.json': 'The histograms behind the percentiles',
  'manifest.json': 'What the run was made from, and the numbers that follow from it',
  'parts.json': 'What else was printed',
};
const FILE_NAMES = Object.keys(DESCRIBES) as (keyof BundleContents)[];

/** How the files of a pipeline's runs are read. */
export interface BundleKind<C extends BaseExperiment = BaseExperiment, R = unknown> extends RunKind {
  readonly config: ExperimentKind<C>;
  readonly results: z.ZodType<R>;
}

/** All that a document was printed from. */
export interface Bundle<C extends BaseExperiment = BaseExperiment, R = unknown> {
  readonly document: DocumentKind;
  readonly runId: string;
  readonly renderer: Renderer;
  readonly contents: BundleContents<C, R>;
}

const canonical = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The bundle as files for the PDF, with an index that has their hashes. */
export function packBundle({ document, runId, renderer, contents }: Bundle): readonly Attachment[] {
  const files = FILE_NAMES.flatMap((name) => {
    const content = contents[name];
    if (content === undefined) return [];
    return [{ name, text: canonical(content), describes: DESCRIBES[name] }];
  });
  const index: BundleIndex = {
    format: 'streambook-bundle',
    version: 1,
    document,
    run_id: runId,
    renderer,
    files: files.map(({ name, text }) => ({
      name,
      bytes: Buffer.byteLength(text),
      sha256: sha256Of(text),
    })),
  };
  return [
    { name: INDEX_FILE, text: canonical(index), describes: 'The attached files with their hashes' },
    ...files,
  ];
}

/** Without its record nothing of a run can be read. */
function contentsOf<C extends BaseExperiment, R>(
  attached: ReadonlyMap<string, string>,
  kinds: readonly BundleKind<C, R>[],
): BundleContents<C, R> {
  const read = <T>(name: keyof BundleContents, parse: (raw: unknown) => T): T | undefined => {
    const text = attached.get(name);
    return text === undefined ? undefined : readJson(text, `the attached ${name}`, parse, 'BAD_REPORT');
  };
  const record = read('run.json', parseRecord(kinds));
  if (record === undefined) return {};
  const kind = kindOf(kinds, record.pipeline);
  const experimentSchema = kind.config.schema.extend({ name: z.string() }) as unknown as z.ZodType<C>;
  return {
    'run.json': record,
    'config.json': read('config.json', (raw) => experimentSchema.parse(settingsOfRun(kind, record, raw))),
    'results.json': read('results.json', (raw) => kind.results.parse(raw)),
    'latencies.json': read('latencies.json', (raw) => latenciesSchema.parse(raw)),
    'manifest.json': read('manifest.json', parseManifest(kind)),
    'parts.json': read('parts.json', (raw) => z.looseObject({}).parse(raw)),
  };
}

export interface UnpackedBundle<C extends BaseExperiment = BaseExperiment, R = unknown> extends Bundle<C, R> {
  /** Files that are missing, are not in the index, or are not what it has the hash of. */
  readonly problems: readonly string[];
}

/**
 * Reads a bundle from the files of a PDF.
 *
 * @param kinds The pipelines that there are: its record says of which the run is.
 * @returns undefined when there is no index: a report of an earlier version, or none at all.
 * @throws StreambookError BAD_REPORT when a file cannot be read as what its name says.
 */
export function unpackBundle<C extends BaseExperiment, R>(
  attached: ReadonlyMap<string, string>,
  kinds: readonly BundleKind<C, R>[],
): UnpackedBundle<C, R> | undefined {
  const indexText = attached.get(INDEX_FILE);
  if (indexText === undefined) return undefined;
  const index = readJson(
    indexText,
    `the attached ${INDEX_FILE}`,
    (raw) => indexSchema.parse(raw),
    'BAD_REPORT',
  );
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
  const contents = contentsOf(attached, kinds);
  return { document: index.document, runId: index.run_id, renderer: index.renderer, contents, problems };
}
