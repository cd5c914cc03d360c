import { existsSync } from 'node:fs';
import { StreambookError } from '../../core/errors.js';
import { sectionsOf } from './record.js';
import { analyze } from './analysis/analyze.js';
import { committedCollector } from './analysis/collect.js';
import { type Results, resultsSchema } from './analysis/results.js';
import type { Measurements } from '../../runs/measurements.js';
import { listOrderBatches, readOrders } from './analysis/committed-orders.js';
import type { Experiment } from './config.js';
import { EXPECTED_REASONS } from './data/expected-reasons.js';
import { readTextIfThere, writeJson } from '../../core/files.js';
import { loadRunFile, type StoredRun } from '../../runs/store.js';
import { readProgress } from '../../streaming/progress-log.js';
import { batchTimeline, latencyCurve, throughputBySecond } from './phases/committed-measurements.js';
import { latencyMeter } from './phases/latency-meter.js';
import { SECOND_US } from '../../core/units.js';
import { ordersFolder, progressFile } from './run-files.js';

/** Scheduled send time of the run's first event that was written. */
async function firstIntendedUs(run: StoredRun): Promise<number> {
  let first = Infinity;
  for await (const { rows } of readOrders(await listOrderBatches(ordersFolder(run.paths)))) {
    for (const { run_id: runId, intended_us: us = Infinity } of rows) {
      if (runId === run.runId && us < first) first = us;
    }
  }
  return Number.isFinite(first) ? first : 0;
}

/**
 * What of the measurements can be read from files: the way to the committed file, the micro-batches, and the seconds of
 * sending when the run came so far. How long acknowledgements and the tracker took, only the process that measured it knew.
 */
async function measurementsFromFiles(run: StoredRun, experiment: Experiment): Promise<Measurements> {
  const committed = await listOrderBatches(ordersFolder(run.paths));
  const batches = await readProgress(progressFile(run.paths));
  const startUs = await firstIntendedUs(run);
  const excludedRampUpSeconds = experiment.backlog ? 0 : experiment.excludedRampUpSeconds;
  const meter = latencyMeter({
    runId: run.runId,
    startUs,
    batches,
    hasAppendTimes: false,
    measureFromUs: startUs + excludedRampUpSeconds * SECOND_US,
  });
  for await (const { batch, rows } of readOrders(committed)) meter.add(batch, rows);
  const timeline = sectionsOf(run.record).producer?.timeline;
  const curve = latencyCurve('committed file', meter.raw);
  return {
    latency_curves: curve.points.length === 0 ? [] : [curve],
    latency_stages: [],
    throughput: timeline === undefined ? [] : throughputBySecond(timeline, meter.committedPerSecond),
    batches: batchTimeline(batches, committed, startUs),
  };
}

/** What the run itself measured; an unfinished one has at most what an earlier analysis read from its files. */
async function storedMeasurements({ paths, record }: StoredRun): Promise<Measurements | undefined> {
  if (sectionsOf(record).ledger === undefined || (await readTextIfThere(paths.results)) === undefined)
    return undefined;
  return (await loadRunFile((raw) => resultsSchema.parse(raw), paths.results, 'analyse the run again'))
    .measurements;
}

/**
 * Analyses the committed files of a stored run, and writes `results.json`. What the run itself measured stays; a run that
 * ended before it had results gets what its files say.
 *
 * @throws StreambookError naming the file that is missing or torn.
 */
export async function analyzeRun(run: StoredRun, experiment: Experiment): Promise<Results> {
  const folder = ordersFolder(run.paths);
  if (!existsSync(folder)) {
    throw new StreambookError(
      'BAD_RUN',
      `${folder} is missing: the run committed nothing, or it was removed since`,
    );
  }
  const { referenceDate } = experiment;
  const collector = committedCollector({
    runId: run.runId,
    referenceDate,
    expectedReasons: EXPECTED_REASONS,
  });
  for await (const chunk of readOrders(await listOrderBatches(folder))) collector.add(chunk);
  const results: Results = {
    analysis: await analyze(collector.collected()),
    measurements: (await storedMeasurements(run)) ?? (await measurementsFromFiles(run, experiment)),
  };
  await writeJson(run.paths.results, results);
  return results;
}
