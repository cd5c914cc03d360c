import type { BaseExperiment } from '../config/experiment.js';
import type { Latencies } from '../runs/latencies.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';

/** A chart that was drawn: the report places it by its id. */
export interface ReportChart {
  readonly id: string;
  /** What the chart shows, for readers who cannot see it. */
  readonly alt: string;
  readonly svg: string;
}

/** An executed notebook, for the appendix. */
export interface AttachedNotebook {
  /** Its file's name without the ending. */
  readonly name: string;
  readonly title: string;
  /** Its cells and their outputs as HTML. */
  readonly markup: string;
}

/** All that the report of a run is made of. Same input, same report: nothing is read from the clock or the machine. */
export interface ReportInput<C extends BaseExperiment = BaseExperiment, R = unknown> {
  /** Sections of the record that the run did not get to are left out of the report, and it says so. */
  readonly record: RunRecord;
  readonly experiment: C;
  readonly results: R;
  /** The histograms behind the percentiles; attached to the PDF. Runs of earlier versions have none. */
  readonly latencies?: Latencies | undefined;
  /** A chart that is not among these is left out, and the report says so. */
  readonly charts: readonly ReportChart[];
  /** Goes into the PDF as an attachment. A run that failed early has none. */
  readonly manifest?: Manifest | undefined;
  /** None by default. */
  readonly notebooks?: readonly AttachedNotebook[];
}

/** What is known of a run that ended before it had results. */
export interface FailedRun<C extends BaseExperiment = BaseExperiment> {
  readonly record: RunRecord;
  readonly experiment: C;
  /** How much it had committed, by the pipeline's own names; undefined when that cannot be read. */
  readonly committed?: Readonly<Record<string, number>> | undefined;
  /** The last lines of the run's own log. */
  readonly log: readonly string[];
}
