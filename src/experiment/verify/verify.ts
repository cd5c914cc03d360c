import { z } from 'zod';
import { type BundleSchemas, unpackBundle, type UnpackedBundle } from '../../report/bundle.js';
import { readAttachments } from '../../report/pdf-attachment.js';
import { pdfProperties } from '../../report/pdf-properties.js';
import { firstLine, StreambookError } from '../../core/errors.js';
import { type Manifest, manifestSchema } from '../../runs/manifest.js';
import type { RunRecord } from '../../runs/record.js';
import { type BaseExperiment, resolveExperiment } from '../../config/experiment.js';
import { type Check, check, compare } from './check.js';
import { claimsOf } from './claims.js';
import type { Evidence } from '../evidence.js';
import { identity } from './identity.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { type CheckOptions, checkPages, type PagesChecked } from './pages.js';
import { expectedProperties } from './reprint.js';

/** What a check of a run or of a report came to. */
export interface Verification {
  readonly runId: string;
  readonly experiment: string;
  readonly seed: number;
  /** As the title page names them. */
  readonly authors: readonly string[];
  /** How the run ended when it was not done: a report of that may hold as well. */
  readonly ended?: string;
  /** Computed again from the seed. */
  readonly recomputed: readonly Check[];
  /** Derived from other data of the run. */
  readonly derived: readonly Check[];
  /** Taken on trust. */
  readonly claimed: readonly string[];
  /** Of a report only. */
  readonly pages?: PagesChecked;
  /** What is wrong with the files themselves. */
  readonly problems: readonly string[];
  /** Nothing differs, and nothing is missing that the check needs. */
  readonly holds: boolean;
}

type Findings = Omit<Verification, 'holds'>;

const concluded = (findings: Findings): Verification => ({
  ...findings,
  holds:
    findings.problems.length === 0 &&
    (findings.pages?.differences.length ?? 0) === 0 &&
    [...findings.recomputed, ...findings.derived].every(({ differences }) => differences.length === 0),
});

const identityOf = ({ record, experiment }: Pick<Evidence, 'record' | 'experiment'>) => ({
  runId: record.run_id,
  experiment: experiment.name,
  seed: experiment.seed,
  authors: record.title_page?.authors ?? [],
  ...(record.error && {
    ended: `the run ${record.status === 'interrupted' ? 'was interrupted' : 'failed'} in phase ${record.error.phase}`,
  }),
});

async function findings(pipeline: Pipeline, evidence: Evidence): Promise<Omit<Findings, 'problems'>> {
  return {
    ...identityOf(evidence),
    recomputed: (await pipeline.verifiable?.seedChecks(evidence)) ?? [],
    derived: [identity(pipeline, evidence), ...(pipeline.verifiable?.dataChecks(evidence) ?? [])],
    claimed: claimsOf(evidence),
  };
}

/** Checks what lies in a run's folder. */
export async function verifyRun(pipeline: Pipeline, evidence: Evidence): Promise<Verification> {
  return concluded({ ...(await findings(pipeline, evidence)), problems: [] });
}

/** What there is to check of a run that ended before it had results: it claims what it says. */
const withoutResults = (evidence: Omit<Evidence, 'results'>): Omit<Findings, 'problems'> => ({
  ...identityOf(evidence),
  recomputed: [],
  derived: [],
  claimed: claimsOf(evidence),
});

/** Checks what lies in the folder of a run that ended before it had results. */
export const verifyUnfinishedRun = (evidence: Omit<Evidence, 'results'>): Verification =>
  concluded({ ...withoutResults(evidence), problems: [] });

/** How the attached files are read that are of the pipeline. */
const schemasOf = ({ config, results }: Pipeline): BundleSchemas => ({
  experiment: config.schema.extend({ name: z.string() }) as unknown as z.ZodType<BaseExperiment>,
  results,
});

const schemasIn =
  (pipelines: readonly Pipeline[]) =>
  ({ pipeline }: RunRecord): BundleSchemas =>
    schemasOf(pipelineOf(pipelines, pipeline));

/** A report of an earlier version carries its manifest alone. */
async function verifyManifest(pipelines: readonly Pipeline[], text: string): Promise<Verification> {
  const { run_id: runId, experiment, numbers }: Manifest = manifestSchema.parse(JSON.parse(text));
  const { name, ...raw } = experiment;
  const { config, verifiable } = pipelineOf(pipelines, undefined);
  const again = await verifiable?.replay(runId, resolveExperiment(config, raw, name, 'manifest'));
  return concluded({
    runId,
    experiment: name,
    seed: experiment.seed,
    authors: [],
    recomputed: [check('the numbers of the manifest', [compare('', numbers, again)])],
    derived: [],
    claimed: ['everything on the pages: only the manifest is attached'],
    problems: [
      'an earlier version printed this report and attached too little to check its pages; print it again with: npx streambook report <run-id>',
    ],
  });
}

async function verifyBundle(
  pipelines: readonly Pipeline[],
  pdf: Uint8Array,
  bundle: UnpackedBundle,
  options: CheckOptions,
): Promise<Verification> {
  const { contents, problems } = bundle;
  const { 'run.json': record, 'config.json': experiment } = contents;
  if (record === undefined || experiment === undefined) {
    throw new StreambookError('BAD_REPORT', problems[0] ?? 'its record or its settings are not attached');
  }
  const pipeline = pipelineOf(pipelines, record.pipeline);
  const pages = await checkPages(pipeline, pdf, bundle, options);
  const runs = record.run_id === bundle.runId ? [] : [`bundle.json is of run ${bundle.runId}`];
  const shared = { manifest: contents['manifest.json'], latencies: contents['latencies.json'] };
  const evidence = evidenceOf(bundle);
  const found =
    evidence === undefined
      ? withoutResults({ record, experiment, ...shared })
      : await findings(pipeline, evidence);
  const properties = check('the properties of the document', [
    compare('document', await pdfProperties(pdf), await expectedProperties(pipeline, bundle)),
  ]);
  return concluded({
    ...found,
    derived: [...found.derived, properties],
    pages,
    problems: [...problems, ...runs],
  });
}

/** What a report carries of its run. */
function evidenceOf({ contents }: UnpackedBundle): Evidence | undefined {
  const { 'run.json': record, 'config.json': experiment, 'results.json': results } = contents;
  if (record === undefined || experiment === undefined || results === undefined) return undefined;
  return {
    record,
    experiment,
    results,
    manifest: contents['manifest.json'],
    latencies: contents['latencies.json'],
  };
}

/**
 * Reads what a report carries of its run.
 *
 * @throws StreambookError BAD_REPORT when that is not enough to repeat the run.
 */
export async function attachedEvidence(
  pipelines: readonly Pipeline[],
  pdf: Uint8Array,
  name: string,
): Promise<Evidence> {
  const bundle = unpackBundle(await readAttachments(pdf, name), schemasIn(pipelines));
  const evidence = bundle && evidenceOf(bundle);
  if (evidence !== undefined) return evidence;
  throw new StreambookError('BAD_REPORT', `${name} carries too little of its run to repeat it`);
}

/**
 * Checks a report by what is attached to it.
 *
 * @param name What the file is called in messages.
 * @throws StreambookError BAD_REPORT when it is no PDF, carries nothing to check it by, or what it carries cannot be read.
 */
export async function verifyReport(
  pipelines: readonly Pipeline[],
  pdf: Uint8Array,
  name: string,
  options: CheckOptions = {},
): Promise<Verification> {
  const attached = await readAttachments(pdf, name);
  try {
    const bundle = unpackBundle(attached, schemasIn(pipelines));
    if (bundle !== undefined) return await verifyBundle(pipelines, pdf, bundle, options);
    const manifest = attached.get('manifest.json');
    if (manifest !== undefined) return await verifyManifest(pipelines, manifest);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof StreambookError && error.code !== 'BAD_REPORT') throw error;
    throw new StreambookError('BAD_REPORT', `${name}: ${firstLine(error)}`, { cause: error });
  }
  throw new StreambookError(
    'BAD_REPORT',
    `${name} carries no attachments to check it by: they were removed, or it is no report of Streambook`,
  );
}
