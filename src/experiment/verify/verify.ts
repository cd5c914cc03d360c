import { unpackBundle, type UnpackedBundle } from '../../report/bundle.js';
import { readAttachments } from '../../report/pdf-attachment.js';
import { pdfProperties } from '../../report/pdf-properties.js';
import { firstLine, StreambookError } from '../../core/errors.js';
import { kindOf } from '../../runs/run-kind.js';
import { resolveExperiment } from '../../config/experiment.js';
import { absentIn, type Check, check, compare, withoutAbsent } from './check.js';
import { parseManifest } from '../../runs/read-files.js';
import { claimsOf } from './claims.js';
import type { Evidence } from '../evidence.js';
import { identity } from './identity.js';
import type { Pipeline } from '../pipeline.js';
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
  const recomputed = (await pipeline.verifiable?.seedChecks(evidence)) ?? [];
  const derived = [identity(pipeline, evidence), ...(pipeline.verifiable?.dataChecks(evidence) ?? [])];
  const claimed = claimsOf(pipeline, evidence);
  const isEarlier = evidence.record.made_as_version !== undefined;
  return {
    ...identityOf(evidence),
    ...(isEarlier ? asRecordedThen(recomputed, derived, claimed) : { recomputed, derived, claimed }),
  };
}

/** Figures that are computed today and were not when the run was made are no differences. */
function asRecordedThen(
  recomputed: readonly Check[],
  derived: readonly Check[],
  claimed: readonly string[],
): Pick<Findings, 'recomputed' | 'derived' | 'claimed'> {
  const ofThen = (checks: readonly Check[]) => checks.map(withoutAbsent);
  const absent = [...recomputed, ...derived].reduce((sum, each) => sum + absentIn(each), 0);
  return {
    recomputed: ofThen(recomputed),
    derived: ofThen(derived),
    claimed:
      absent === 0
        ? claimed
        : [...claimed, `${absent} figures that the earlier version which made the run did not have`],
  };
}

/** Checks what lies in a run's folder. */
export async function verifyRun(pipeline: Pipeline, evidence: Evidence): Promise<Verification> {
  return concluded({ ...(await findings(pipeline, evidence)), problems: [] });
}

/** What there is to check of a run that ended before it had results: it claims what it says. */
const withoutResults = (
  pipeline: Pipeline,
  evidence: Omit<Evidence, 'results'>,
): Omit<Findings, 'problems'> => ({
  ...identityOf(evidence),
  recomputed: [],
  derived: [],
  claimed: claimsOf(pipeline, evidence),
});

/** Checks what lies in the folder of a run that ended before it had results. */
export const verifyUnfinishedRun = (pipeline: Pipeline, evidence: Omit<Evidence, 'results'>): Verification =>
  concluded({ ...withoutResults(pipeline, evidence), problems: [] });

/** A report of the first versions carries its manifest alone; they were made when there was one pipeline. */
async function verifyManifest(pipelines: readonly Pipeline[], text: string): Promise<Verification> {
  const pipeline = pipelines.find(({ version1 }) => version1 !== undefined);
  if (pipeline === undefined) throw new StreambookError('BAD_REPORT', 'there is no pipeline to check it by');
  const manifest = parseManifest(pipeline)(JSON.parse(text));
  const { run_id: runId, experiment, numbers } = manifest;
  const { name, ...raw } = experiment;
  const again = await pipeline.verifiable?.replay(
    runId,
    resolveExperiment(pipeline.config, raw, name, 'manifest'),
  );
  const checks = [check('the numbers of the manifest', [compare('', numbers, again)])];
  return concluded({
    runId,
    experiment: name,
    seed: experiment.seed,
    authors: [],
    ...asRecordedThen(checks, [], ['everything on the pages: only the manifest is attached']),
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
  const pipeline = kindOf(pipelines, record.pipeline);
  const pages = await checkPages(pipeline, pdf, bundle, options);
  const runs = record.run_id === bundle.runId ? [] : [`bundle.json is of run ${bundle.runId}`];
  const shared = { manifest: contents['manifest.json'], latencies: contents['latencies.json'] };
  const evidence = evidenceOf(bundle);
  const found =
    evidence === undefined
      ? withoutResults(pipeline, { record, experiment, ...shared })
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
  const bundle = unpackBundle(await readAttachments(pdf, name), pipelines);
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
    const bundle = unpackBundle(attached, pipelines);
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
