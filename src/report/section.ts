import type { BaseExperiment } from '../config/experiment.js';
import type { HtmlValue } from '../core/html.js';
import type { Writer } from './writer.js';

/** A part of a section, with a heading of its own. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly body: HtmlValue;
}

/** What stands in a section. */
export interface SectionBody {
  /** Stands before the first part. */
  readonly opening?: HtmlValue;
  readonly parts: readonly Part[];
}

interface SectionHeading {
  readonly id: string;
  readonly title: string;
}

/** A section of a pipeline's report. Its number follows from its place among the others, so all are known before one is written. */
export interface SectionOf<C extends BaseExperiment = BaseExperiment, R = unknown> extends SectionHeading {
  write(writer: Writer<C, R>): SectionBody;
}

/** A section that was written. */
export interface Section extends SectionHeading, SectionBody {}
