import { isDeepStrictEqual } from 'node:util';
import type { BaseExperiment } from '../../config/experiment.js';
import { settingsOf } from '../../config/setting.js';
import type { RatioInterval } from '../../stats/block-bootstrap.js';
import type { Metric } from '../../runs/metrics.js';
import type { RunRecord } from '../../runs/record.js';
import { type Difference, differences } from '../verify/check.js';
import type { Evidence } from '../evidence.js';
import type { Pipeline } from '../pipeline.js';
import type { Noise, TooFew } from './noise.js';

/** A value that two runs do not share; undefined where one has none. */
export interface Unlike {
  readonly name: string;
  readonly first: unknown;
  readonly second: unknown;
}

export interface ComparedTiming {
  readonly metric: Metric<RunRecord>;
  readonly first: number | null;
  readonly second: number | null;
  /** second / first; null where one was not measured. */
  readonly ratio: number | null;
  /** 95 % interval of the ratio by the noise within both runs; null where it cannot be estimated. */
  readonly interval: RatioInterval | null;
  /** Runs with too few stretches of time to estimate noise from. */
  readonly tooFew: readonly TooFew[];
}

/** How two runs differ: settings first, because the rest follows from them. */
export interface Comparison {
  readonly settings: readonly Unlike[];
  /** Machine, versions and commit. */
  readonly surroundings: readonly Unlike[];
  readonly timings: readonly ComparedTiming[];
  /** Whether seed and settings say that both runs have the same data. */
  readonly sameDataExpected: boolean;
  /** Runs of which not every event was written once, so that their data are not all that the seed gives. */
  readonly incomplete: readonly string[];
  /** Whether the pipeline says which of the results its seed determines; without that no data are compared. */
  readonly isDataKnown: boolean;
  readonly data: readonly Difference[];
}

function unlike(first: object, second: object): readonly Unlike[] {
  const [one, other] = [first as Record<string, unknown>, second as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => !isDeepStrictEqual(one[name], other[name]))
    .map((name) => ({ name, first: one[name], second: other[name] }));
}

const surroundingsOf = ({ record, manifest }: Evidence) => ({
  ...record.machine,
  ...record.versions,
  commit: manifest?.code.git_commit ?? undefined,
  uncommitted_changes: manifest?.code.git_dirty ?? undefined,
});

const picked = (experiment: BaseExperiment, keys: readonly string[]) =>
  keys.map((key) => (experiment as unknown as Readonly<Record<string, unknown>>)[key]);

const UNKNOWN_NOISE: Noise = { interval: null, tooFew: [] };

export function compareRuns(pipeline: Pipeline, first: Evidence, second: Evidence): Comparison {
  const { verifiable } = pipeline;
  const noise = verifiable?.noise(first, second) ?? (() => UNKNOWN_NOISE);
  const decisiveKeys = settingsOf(pipeline.config.schema).flatMap(({ key, decidesData }) =>
    decidesData === false ? [] : [key],
  );
  const decisive = ({ experiment }: Evidence) => picked(experiment, decisiveKeys);
  return {
    settings: unlike(first.experiment, second.experiment),
    surroundings: unlike(surroundingsOf(first), surroundingsOf(second)),
    timings: pipeline.metrics.map((metric) => {
      const [from, to] = [metric.of(first.record), metric.of(second.record)];
      const { interval, tooFew } = noise(metric.id);
      return {
        metric,
        first: from,
        second: to,
        ratio: from === null || to === null || from === 0 ? null : to / from,
        interval,
        tooFew,
      };
    }),
    sameDataExpected: isDeepStrictEqual(decisive(first), decisive(second)),
    incomplete: [first, second].flatMap(({ record }) =>
      verifiable?.isComplete(record) === false ? [record.run_id] : [],
    ),
    isDataKnown: verifiable !== undefined,
    data: verifiable ? differences(verifiable.dataOf(first.results), verifiable.dataOf(second.results)) : [],
  };
}

/** Whether the runs' own noise explains that the ratio is not 1; null where that cannot be said. */
export const isWithinNoise = ({ interval }: ComparedTiming): boolean | null =>
  interval === null ? null : interval.low <= 1 && interval.high >= 1;
