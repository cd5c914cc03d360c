import type { Command } from 'commander';
import type { z } from 'zod';
import type { Chart } from '../charts/spec.js';
import type { BaseExperiment, ExperimentKind } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import type { ComponentName } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { type StreambookError, UsageError } from '../core/errors.js';
import type { Reporter } from '../core/reporter.js';
import { didYouMean } from '../core/suggest.js';
import type { Metric } from '../runs/metrics.js';
import type { ReportDesign } from '../report/design.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';
import type { RunKind } from '../runs/run-kind.js';
import type { RunLog } from '../runs/run-log.js';
import type { StoredRun } from '../runs/store.js';
import type { Services } from '../services/services.js';
import type { Noise } from './compare/noise.js';
import type { Evidence } from './evidence.js';
import type { Check } from './verify/check.js';

/** What a pipeline runs with. */
export interface RunContext<C extends BaseExperiment, N extends ComponentName> {
  readonly experiment: C;
  readonly runId: string;
  /** The run's folder. */
  readonly run: RunPaths;
  readonly settings: Settings;
  /** What the pipeline needs, ready. */
  readonly services: Services<N>;
  readonly reporter: Reporter;
  readonly log: RunLog;
  /** Fires when the run must end: Ctrl-C, a service that is lost, a full disk. */
  readonly signal: AbortSignal;
  /** Leaves the run's topics on the brokers. */
  readonly keepTopic: boolean;
  /** What the record holds so far. */
  readonly record: RunRecord;
  /** Runs one of the pipeline's phases, with its times and its outcome in the record. */
  phase<T>(this: void, name: string, does: string, work: () => Promise<T>): Promise<T>;
  /** Adds to the record. */
  add(this: void, additions: RecordAdditions): Promise<void>;
  /** The services are needed no more: those that the run started stop while it goes on. */
  releaseServices(): Promise<void>;
}

/** What a pipeline adds to the record of a run, one by one: sections of its own, and versions that only it knows. */
export type RecordAdditions = Partial<Pick<RunRecord, 'sections' | 'versions' | 'topics'>>;

/** What a run leaves to its report. */
export interface RunOutcome<R> {
  readonly results: R;
  /** For the manifest: the run's topics, as the brokers described them. */
  readonly topics?: Manifest['topics'];
}

/** A column of the table of runs that only this pipeline has. */
export interface RunColumn<C extends BaseExperiment = BaseExperiment> {
  readonly head: string;
  readonly align: 'left' | 'right';
  of(run: { readonly record?: RunRecord | undefined; readonly experiment?: C | undefined }): string;
}

/** What `verify` and `compare` can check of a run beyond its pages. */
export interface Verifiable<C extends BaseExperiment = BaseExperiment, R = unknown> {
  /** What of the results the seed determines. */
  dataOf(results: R): unknown;
  /** Whether all that was generated was written exactly once, so that the data follow from the seed. */
  isComplete(record: RunRecord): boolean;
  /** What must be taken on trust of a run beside what every run claims, in clauses: "that ...". */
  claims(run: Pick<Evidence<C, R>, 'record' | 'latencies'>): readonly string[];
  /** What the seed and the settings determine, as a run has it. */
  numbersOf(experiment: C, record: RunRecord, results: R): NonNullable<Manifest['numbers']>;
  /** The same from the experiment alone. */
  replay(this: void, runId: string, experiment: C): Promise<NonNullable<Manifest['numbers']>>;
  /** Compares with what the seed gives. */
  seedChecks(evidence: Evidence<C, R>): Promise<readonly Check[]>;
  /** Compares every figure that other stored data determine. */
  dataChecks(evidence: Evidence<C, R>): readonly Check[];
  /** How far the ratio second / first of a metric may be off, by its id. */
  noise(first: Evidence<C, R>, second: Evidence<C, R>): (metricId: string) => Noise;
}

/**
 * A course project from its data to its PDF. The engine knows pipelines by this alone; where methods take an experiment
 * or results, they are the pipeline's own.
 */
export interface Pipeline<
  C extends BaseExperiment = BaseExperiment,
  R = unknown,
  N extends ComponentName = never,
> extends RunKind {
  /** Names its folders of experiments and notebooks. */
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly describes: string;
  readonly config: ExperimentKind<C>;
  /** Packages of Node.js that decide what its runs give, for the record's versions: by their names there. */
  readonly packages?: Readonly<Record<string, string>>;
  /** The components that its runs need. */
  readonly needs: readonly ComponentName[];
  /** Does the work: phases from top to bottom. */
  run(context: RunContext<C, N>): Promise<RunOutcome<R>>;
  /** Of `results.json`, which the engine writes. */
  readonly results: z.ZodType<R>;
  /** The figures by which runs are compared, in the order in which they are shown. */
  readonly metrics: readonly Metric<RunRecord>[];
  readonly charts: readonly Chart<R>[];
  /** What its reports say. */
  readonly report: ReportDesign<C, R>;
  /** Disk space of a run beside its services and its report, in MiB; none by default. */
  diskMb?(experiment: C): number;
  /** What is wrong with a run that came to its end, as the error with which it fails; undefined for a good one. */
  failureOf?(record: RunRecord): { readonly phase: string; readonly error: StreambookError } | undefined;
  /** Makes the results of a stored run again from its committed output, and writes `results.json`. */
  analyze?(run: StoredRun, experiment: C): Promise<R>;
  /** The few numbers of the results that sum a run up; all of them by default. */
  totalsOf?(results: R): unknown;
  /** How much a run committed, by the pipeline's own names. @throws StreambookError for what cannot be read. */
  committed?(run: StoredRun, signal: AbortSignal): Promise<Readonly<Record<string, number>>>;
  /** Without it, the results of a run are a claim. */
  readonly verifiable?: Verifiable<C, R>;
  /** Lines about a run for the console, between its id and its metrics. */
  summary?(record: RunRecord): readonly string[];
  readonly runColumns?: readonly RunColumn<C>[];
  /** Commands for its parts by themselves. */
  addCommands?(program: Command, signal: AbortSignal): void;
}

/** @throws UsageError UNKNOWN_PIPELINE with the pipelines there are. */
export function pipelineNamed(pipelines: readonly Pipeline[], wanted: string): Pipeline {
  const found = pipelines.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = pipelines.map(({ name }) => name);
  throw new UsageError(
    'UNKNOWN_PIPELINE',
    `There is no pipeline "${wanted}".${didYouMean(wanted, names)} There are ${names.join(', ')}`,
  );
}
