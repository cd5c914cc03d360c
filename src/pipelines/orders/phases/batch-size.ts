import type { Experiment } from '../config.js';

/** Below this rate, generating and compiling code for a micro-batch takes longer than it saves. */
const LARGE_FROM_EVENTS_PER_SECOND = 10_000;

/** Whether the streaming query will work in micro-batches of many thousands of rows. */
export function hasLargeBatches(experiment: Experiment): boolean {
  const { backlog, validEventsPerSecond, invalidEventsPerSecond } = experiment;
  return backlog || validEventsPerSecond + invalidEventsPerSecond >= LARGE_FROM_EVENTS_PER_SECOND;
}
