import type { BaseExperiment } from '../config/experiment.js';
import type { Metric } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import type { CslItem } from './citations.js';
import type { FailedRun } from './input.js';
import type { PhaseText } from './phase-text.js';
import type { Part, SectionOf } from './section.js';

/** What a run came to. */
export interface Outcome<R> {
  readonly record: RunRecord;
  readonly results: R;
}

/** What is said of a figure; {@link Metric} without the run. */
export type Figure = Omit<Metric<never>, 'of'>;

/** A picture of a sweep: curves of some figures along its first axis. */
export interface SweepPlot {
  readonly id: string;
  readonly caption: string;
  readonly yTitle: string;
  readonly metrics: readonly Figure[];
}

/**
 * What the reports of a pipeline say. The kit knows how a report is laid out, printed and attached; what stands in it comes
 * from here.
 */
export interface ReportDesign<C extends BaseExperiment = BaseExperiment, R = unknown> {
  /** Of the PDF's properties. */
  readonly keywords?: readonly string[];
  /** The pipeline's own phases. */
  readonly phases: readonly PhaseText[];
  /** The four numbers that sum a run up, for the title page; by default the first four metrics that have a value. */
  keyFigures?(run: Outcome<R>): readonly Metric<Outcome<R>>[];
  /** What came of all that happened to the services, in a clause: "nothing was lost". */
  consequence?(record: RunRecord): string;
  /** What a reader must know before any number, in sentences. */
  caveats?(record: RunRecord): readonly string[];
  /** In the order of the text, because figures, tables and works are numbered as they are first spoken of. */
  readonly sections: readonly SectionOf<C, R>[];
  /** What the sections may cite. */
  readonly works?: readonly CslItem[];
  /** What is known of the work of a run that has no results. */
  soFar?(run: FailedRun<C>): Part;
  /** The comparison of a sweep: what it draws, and what its table shows of each grid point; by default every metric. */
  readonly sweep?: { readonly plots: readonly SweepPlot[]; readonly columns: readonly Figure[] };
}

/** The design of a pipeline's reports, with what they take from elsewhere in the pipeline. */
export interface PipelineReport<C extends BaseExperiment = BaseExperiment, R = unknown> extends ReportDesign<
  C,
  R
> {
  readonly metrics: readonly Metric<RunRecord>[];
  /** The charts that it can draw. */
  readonly charts: readonly { readonly id: string }[];
  /** Whether results can be made again from what a run committed. */
  readonly canAnalyze: boolean;
}
