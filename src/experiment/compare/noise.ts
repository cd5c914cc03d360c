import {
  type BlockSample,
  BLOCKS_MIN,
  bootstrapRatioInterval,
  type RatioInterval,
} from '../../stats/block-bootstrap.js';

/** A figure of a run in stretches of time. */
export interface Sample extends BlockSample {
  readonly blockSeconds: number;
}

/** A run with too few stretches of time for an interval. */
export interface TooFew {
  readonly runId: string;
  /** "4 of 10 s"; "none" also for a figure that is not counted by blocks at all. */
  readonly blocks: string;
}

/** How far a ratio may be off, and if nobody knows, which runs have too few blocks to say so. */
export interface Noise {
  readonly interval: RatioInterval | null;
  readonly tooFew: readonly TooFew[];
}

/** Of the figure's samples in both runs, with the runs' ids. */
export function noiseOfFigure(runs: readonly [string, Sample | undefined][]): Noise {
  const [first, second] = runs.map(([, sample]) => sample);
  if (first === undefined && second === undefined) return { interval: null, tooFew: [] };
  const tooFew = runs.flatMap(([runId, sample]) => {
    if (sample === undefined) return [{ runId, blocks: 'none' }];
    return sample.blocks >= BLOCKS_MIN
      ? []
      : [{ runId, blocks: `${sample.blocks} of ${sample.blockSeconds} s` }];
  });
  const interval = first && second && bootstrapRatioInterval(first, second);
  return { interval: interval ?? null, tooFew };
}
