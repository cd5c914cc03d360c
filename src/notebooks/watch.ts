import { setTimeout as sleep } from 'node:timers/promises';
import { batches } from '../charts/batches.js';
import { checkArguments } from '../core/arguments.js';
import { latestOffsets } from '../kafka/topics.js';
import type { Measurements } from '../runs/measurements.js';
import type { StreamingQuery, StreamingQueryProgress } from '../spark/index.js';
import { processUpTo } from '../streaming/process-up-to.js';
import { assertQueryRuns } from '../streaming/query-failure.js';
import { QUERY, SANDBOX } from './arguments.js';
import { liveChart } from './display/show.js';
import type { SandboxTopic } from './sandbox-parts.js';

const REDRAW_MS = 1000;

/** Batches as the chart takes them; time counts from the first one. */
function timeline(found: readonly StreamingQueryProgress[]): Measurements['batches'] {
  const startMs = Date.parse(found[0]?.timestamp ?? '');
  return found.map(({ batchId, timestamp, numInputRows, durationMs }) => ({
    batch_id: batchId,
    second: (Date.parse(timestamp) - startMs) / 1000,
    rows: numInputRows,
    duration_ms: durationMs['triggerExecution'] ?? 0,
  }));
}

/** Waits until a query has processed everything that the sandbox's topic holds by now. */
export async function catchUp(sandbox: SandboxTopic, query: StreamingQuery): Promise<void> {
  checkArguments('catchUp', { sandbox: SANDBOX, query: QUERY }, sandbox, query);
  await processUpTo(query, sandbox.topic, await latestOffsets(sandbox.kafka, sandbox.topic));
}

/**
 * Draws a query's micro-batches while something goes on, such as sending, and until the query has caught up with the topic.
 *
 * @param during What is waited for first; its value is passed on. Without it, the query has only to catch up.
 * @throws StreambookError QUERY_FAILED when the query fails; what `during` throws.
 */
export async function watchQuery<T = void>(
  sandbox: SandboxTopic,
  query: StreamingQuery,
  during?: Promise<T>,
): Promise<T> {
  checkArguments('watchQuery', { sandbox: SANDBOX, query: QUERY }, sandbox, query);
  const chart = liveChart();
  const known = new Map<number, StreamingQueryProgress>();
  const draw = async () => {
    for (const progress of await query.recentProgress()) {
      if (progress.numInputRows > 0) known.set(progress.batchId, progress);
    }
    await chart.update(batches(timeline([...known.values()])));
  };
  const work = Promise.resolve(during as Promise<T>).then(async (value) => {
    await assertQueryRuns(query);
    await catchUp(sandbox, query);
    return value;
  });
  const over = work.then(
    () => true,
    () => true,
  );
  do await draw();
  while (!(await Promise.race([over, sleep(REDRAW_MS, false)])));
  const value = await work;
  await draw();
  return value;
}
