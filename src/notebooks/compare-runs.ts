import { checkArguments } from '../core/arguments.js';
import { type Metric, metricHead } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import { RUN } from './arguments.js';
import type { RunData } from './run-data.js';

/** Figures of two runs of a pipeline side by side. */
export function compareRunsBy(metrics: readonly Metric<RunRecord>[], one: RunData, other: RunData) {
  checkArguments('compareRuns', { one: RUN, other: RUN }, one, other);
  return metrics.map((metric) => ({
    figure: metricHead(metric),
    baseline: metric.of(one.record),
    yours: metric.of(other.record),
  }));
}
