import { z } from 'zod';
import { changedExperiment, SEED_MAX } from '../../../config/experiment.js';
import type { ProjectPaths } from '../../../config/paths.js';
import type { Course } from '../../../notebooks/course.js';
import { openSandboxSession, openSandboxTopic } from '../../../notebooks/sandbox-parts.js';
import type { Results } from '../analysis/results.js';
import { type Experiment, ordersKind } from '../config.js';
import type { NEEDS } from '../context.js';
import { DEFAULT_EXPERIMENT, loadExperiment } from '../experiments.js';
import { sessionSettings } from '../jobs/validation-query.js';
import { orders } from '../pipeline.js';
import { ORDERS_LAYOUT, ORDERS_TOPIC } from '../topic.js';
import { exercises } from './exercises/index.js';
import type { OrdersParts } from './sandbox.js';

/** What a notebook's parameters cell decides; what is absent is as in {@link PARAMETER_DEFAULTS}. */
export interface OrdersParameters {
  /** Name of an experiment. */
  readonly experiment?: string;
  readonly seed?: number;
  /** Valid orders per second; a tenth as many invalid ones come on top. */
  readonly rate?: number;
  /** Seconds for which the producers send. */
  readonly duration?: number;
}

/** What parameters are when they are not given; the notebooks' parameters cells say the same. */
export const PARAMETER_DEFAULTS = {
  experiment: DEFAULT_EXPERIMENT,
  seed: 42,
  rate: 200,
  duration: 15,
} as const satisfies Required<OrdersParameters>;

const PARAMETERS = z.strictObject({
  experiment: z.string().min(1).optional(),
  seed: z.int().min(0).max(SEED_MAX).optional(),
  rate: z.number().positive().max(1_000_000).optional(),
  duration: z.number().positive().max(86_400).optional(),
} satisfies Record<keyof OrdersParameters, z.ZodType>);

async function experimentWith(paths: ProjectPaths, parameters: OrdersParameters): Promise<Experiment> {
  const { experiment, seed, rate, duration } = { ...PARAMETER_DEFAULTS, ...parameters };
  const changes = {
    seed,
    durationSeconds: duration,
    validEventsPerSecond: rate,
    invalidEventsPerSecond: rate / 10,
  };
  const base = await loadExperiment(paths.experiments, experiment);
  return changedExperiment(ordersKind, base, changes, 'parameters');
}

/** The notebooks about orders. */
export const course: Course<Experiment, Results, (typeof NEEDS)[number], OrdersParts> = {
  pipeline: orders,
  parameters: PARAMETERS,
  experimentWith,
  openParts: async (opening) => ({
    ...(await openSandboxTopic(opening, { prefix: ORDERS_TOPIC, layout: ORDERS_LAYOUT })),
    ...(await openSandboxSession(opening, sessionSettings(false))),
  }),
  exercises,
};
