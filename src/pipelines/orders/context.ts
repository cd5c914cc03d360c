import type { RunContext } from '../../experiment/pipeline.js';
import type { Experiment } from './config.js';

/** What a run of this pipeline needs. */
export const NEEDS = ['kafka', 'spark'] as const;

export type OrdersContext = RunContext<Experiment, (typeof NEEDS)[number]>;
