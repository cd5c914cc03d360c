import type { RunRecord } from './record.js';

/** A figure of a run. What is said of it here is all that is said: summary, comparisons, sweeps and title page take it. */
export interface Metric<R> {
  readonly id: string;
  /** With a capital, without the unit: "Latency to the committed file, p95". */
  readonly label: string;
  /** Nothing for a count; a "share" of 1 is shown in percent. */
  readonly unit?: string;
  /** Decimal places that mean something. */
  readonly digits: number;
  /** Null where a run did not measure it. */
  of(run: R): number | null;
}

/** The figures by their ids, as the manifest keeps them. */
export const metricsOf = (
  metrics: readonly Metric<RunRecord>[],
  record: RunRecord,
): Record<string, number | null> => Object.fromEntries(metrics.map((each) => [each.id, each.of(record)]));

/** "Latency to the committed file, p95 (ms)": the head of a column or a row. */
export const metricHead = ({ label, unit }: Pick<Metric<never>, 'label' | 'unit'>): string =>
  unit === undefined ? label : `${label} (${unit})`;
