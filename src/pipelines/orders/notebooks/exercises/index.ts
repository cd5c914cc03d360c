import { BUSINESS_EXERCISES } from './business.js';
import { CLUSTER_EXERCISES } from './cluster.js';
import { FAULT_EXERCISES } from './faults.js';
import { LATENCY_EXERCISES } from './latency.js';
import { OWN_EXPERIMENT_EXERCISES } from './own-experiment.js';
import { PRODUCER_EXERCISES } from './producers.js';
import { QUALITY_EXERCISES } from './quality.js';
import type { OrdersExercise } from './solutions.js';
import { STREAMING_EXERCISES } from './streaming.js';

/** The exercises of all notebooks, in their order. */
export const exercises: readonly OrdersExercise[] = [
  ...CLUSTER_EXERCISES,
  ...PRODUCER_EXERCISES,
  ...STREAMING_EXERCISES,
  ...LATENCY_EXERCISES,
  ...QUALITY_EXERCISES,
  ...BUSINESS_EXERCISES,
  ...FAULT_EXERCISES,
  ...OWN_EXPERIMENT_EXERCISES,
];
