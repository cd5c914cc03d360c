import type { Experiment } from '../config.js';
import type { RunData } from '../../../notebooks/run-data.js';
import type { Sandbox } from '../../../notebooks/sandbox.js';
import type { SandboxSession, SandboxTopic } from '../../../notebooks/sandbox-parts.js';
import type { NEEDS } from '../context.js';
import type { Results } from '../analysis/results.js';

/** What a notebook of this pipeline has of Kafka and Spark for itself. */
export type OrdersParts = SandboxTopic & SandboxSession;

/** A sandbox of this pipeline's notebooks. */
export type OrdersSandbox = Sandbox<Experiment, Results, (typeof NEEDS)[number]> & OrdersParts;

/** A finished run of this pipeline. */
export type OrdersRun = RunData<Experiment, Results>;
