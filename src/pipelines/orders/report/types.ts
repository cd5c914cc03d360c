import type { Experiment } from '../config.js';
import type { ReportInput } from '../../../report/input.js';
import type { SectionOf } from '../../../report/section.js';
import type { Writer } from '../../../report/writer.js';
import type { Results } from '../analysis/results.js';

export type OrdersInput = ReportInput<Experiment, Results>;
export type OrdersWriter = Writer<Experiment, Results>;
export type OrdersSection = SectionOf<Experiment, Results>;
