import type { BaseExperiment } from '../config/experiment.js';
import type { PipelineReport } from '../report/design.js';
import type { Pipeline } from './pipeline.js';

/** The design of a pipeline's reports, with what they take from elsewhere in the pipeline. */
export const pipelineReport = <C extends BaseExperiment, R>({
  report,
  metrics,
  charts,
  analyze,
}: Pick<Pipeline<C, R>, 'report' | 'metrics' | 'charts' | 'analyze'>): PipelineReport<C, R> => ({
  ...report,
  metrics,
  charts,
  canAnalyze: analyze !== undefined,
});
