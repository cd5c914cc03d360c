import type { Experiment } from '../config.js';
import type { RunData } from '../../../notebooks/run-data.js';
import type { Sandbox } from '../../../notebooks/sandbox.js';
import type { Results } from '../analysis/results.js';

/** A sandbox of this pipeline's notebooks. */
export type OrdersSandbox = Sandbox<Experiment, Results>;

/** A finished run of this pipeline. */
export type OrdersRun = RunData<Experiment, Results>;
