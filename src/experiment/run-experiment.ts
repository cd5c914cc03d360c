import { join } from 'node:path';
import { landedCollector } from '../analysis/collect.js';
import { analyze } from '../analysis/analyze.js';
import { readLanded } from '../analysis/landed.js';
import type { Measurements, Results } from '../analysis/results.js';
import { listBatches } from '../analysis/sink-log.js';
import { type Experiment, plannedEvents } from '../config/experiment.js';
import type { RunPaths } from '../config/paths.js';
import type { Settings } from '../config/settings.js';
import { kafkaClient } from '../kafka/client.js';
import { ensureOrdersTopic, latestOffsets, type PartitionOffsets } from '../kafka/topics.js';
import { ledgerBook } from '../metrics/ledger.js';
import { EXPECTED_REASONS } from '../producers/expected-reasons.js';
import { produce } from '../producers/produce.js';
import { producerSection } from '../producers/section.js';
import type { SendResult } from '../producers/sender.js';
import { nowUs } from '../runtime/clock.js';
import { StreambookError } from '../runtime/errors.js';
import { writeJson } from '../runtime/files.js';
import type { Reporter } from '../runtime/reporter.js';
import type { RunRecord } from '../runs/record.js';
import { type Services, startServices, stopServices } from '../services/cluster.js';
import type { TrackerSummary } from '../tracking/tracker.js';
import { batchTimeline, commitMeter, latencyCurve, streamSection } from './landed-measurements.js';
import { type Pipeline, startPipeline } from './live-pipeline.js';
import { rehearse } from './rehearsal.js';
import { type RunRecorder, runRecorder } from './phases.js';
import { drawCharts, reportFolder } from './render.js';
import { writeReport } from '../report/write.js';
import { collectVersions, describeMachine } from './versions.js';

export interface RunOptions {
  readonly experiment: Experiment;
  readonly runId: string;
  /** The run's folder, made and empty. */
  readonly run: RunPaths;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Producers begin this long after they are told to, so that both are connected by their first slot. */
const START_LEAD_US = 1_000_000;
const SECOND_US = 1_000_000;

/**
 * Runs one experiment from nothing to a report, and leaves all it did in the run's folder. Services that it had to
 * start are stopped at the end; services that ran already go on.
 *
 * @returns The record as it stands in `run.json`.
 * @throws What made a phase fail, after `run.json` says so.
 */
export async function runExperiment(options: RunOptions): Promise<RunRecord> {
  const { experiment, runId, run, settings, reporter, signal } = options;
  const recorder = runRecorder(run, firstRecord(experiment, runId), reporter);

  let stopping: Promise<unknown> | undefined;
  try {
    // 1. Write down what is going to be done, before anything is.
    await recorder.phase('prepare', run.folder, () => writeJson(run.config, experiment));

    // 2. Kafka and Spark, started or joined.
    const services = await recorder.phase('services', 'Kafka and Spark', () =>
      startServices({ settings, reporter, signal }),
    );
    const stopWhatWasStarted = () => stopServices({ settings, reporter }, services.started);
    const load = await runLoad(options, services, recorder).catch(async (error: unknown) => {
      await stopWhatWasStarted();
      throw error;
    });
    // They are not needed any more and take seconds to end, in which the numbers are worked out.
    stopping = stopWhatWasStarted();

    // 7. What landed, in numbers, in pictures, and in words.
    const results = await evaluate(options, load, recorder);
    const folder = reportFolder(settings.paths, runId);
    const charts = await recorder.phase('charts', 'drawing', () =>
      drawCharts(results, join(folder, 'charts')),
    );
    await recorder.phase('report', 'HTML and PDF', async () => {
      const { versions } = recorder.record;
      const input = { record: recorder.record, experiment, results, charts };
      const { chromiumVersion, pdf, html } = await writeReport(input, folder, { signal });
      await recorder.add({
        report: { pdf, html },
        ...(versions && { versions: { ...versions, chromium: chromiumVersion } }),
      });
    });
    await stopping;
    await recorder.finish();
    return recorder.record;
  } catch (error) {
    await stopping?.catch(() => undefined);
    await recorder.fail(error);
    throw error;
  }
}

function firstRecord(experiment: Experiment, runId: string): RunRecord {
  return {
    format: 'streambook-run',
    version: 1,
    run_id: runId,
    experiment: experiment.name,
    status: 'running',
    seed: experiment.seed,
    started_at: new Date().toISOString(),
    pid: process.pid,
    phases: [],
    machine: describeMachine(),
  };
}

/** What came of the load: enough to work out everything without services. */
interface Load {
  /** The first slot, in microseconds since the epoch. */
  readonly startUs: number;
  readonly sent: { readonly valid: SendResult; readonly invalid: SendResult };
  readonly tracked: TrackerSummary;
  readonly pipeline: Pipeline;
  readonly brokerMessages: number;
}

const messagesBetween = (from: PartitionOffsets, to: PartitionOffsets) =>
  [...to].reduce((sum, [partition, end]) => sum + Number(end - (from.get(partition) ?? 0n)), 0);

async function runLoad(options: RunOptions, services: Services, recorder: RunRecorder): Promise<Load> {
  const { experiment, settings, signal } = options;
  const kafka = kafkaClient({ bootstrapServers: services.bootstrapServers });

  // 3. Cold JVMs are no part of what is asked.
  if (experiment.rehearsalSeconds > 0) {
    await recorder.phase('rehearse', `${experiment.rehearsalSeconds} s at most`, () =>
      rehearse({ ...options, services, kafka }),
    );
  }

  // 4. The query and the tracker stand ready before the first event, at the end of what the topic holds by then.
  const begin = await recorder.phase('start_stream', 'streaming query and tracker', async () => {
    await ensureOrdersTopic(kafka);
    const startOffsets = await latestOffsets(kafka);
    const pipeline = await startPipeline({ ...options, services, kafka, startOffsets });
    return { startOffsets, pipeline };
  });
  const { startOffsets, pipeline } = begin;
  try {
    await recorder.add({ versions: await collectVersions(settings, services, pipeline.sparkVersion) });

    // 5. Both producers send side by side, each event in its slot.
    const startUs = nowUs() + START_LEAD_US;
    pipeline.tracker.measureFrom(startUs + experiment.warmupSeconds * SECOND_US);
    const [valid, invalid] = await recorder.phase('produce', describeLoad(experiment), () =>
      sendLoad(options, kafka, startUs),
    );
    await recorder.add({ producer: producerSection(valid, invalid) });

    // 6. Query and tracker finish what was sent.
    const { tracked, brokerMessages } = await recorder.phase(
      'drain',
      'until all that was sent is processed',
      async () => {
        const endOffsets = await latestOffsets(kafka);
        const summary = await pipeline.drain(endOffsets, signal);
        return { tracked: summary, brokerMessages: messagesBetween(startOffsets, endOffsets) };
      },
    );
    return { startUs, sent: { valid, invalid }, tracked, pipeline, brokerMessages };
  } finally {
    await pipeline.close();
  }
}

function describeLoad({ durationSeconds, validEventsPerSecond, invalidEventsPerSecond }: Experiment): string {
  return `${durationSeconds} s at ${validEventsPerSecond} valid + ${invalidEventsPerSecond} invalid events/s`;
}

async function sendLoad(
  { experiment, runId, reporter, signal }: RunOptions,
  kafka: ReturnType<typeof kafkaClient>,
  startUs: number,
): Promise<readonly [SendResult, SendResult]> {
  const planned = plannedEvents(experiment);
  const bar = reporter.bar('sent', planned.valid + planned.invalid);
  const soFar = { valid: 0, invalid: 0 };
  const { durationSeconds, validEventsPerSecond, invalidEventsPerSecond, warmupSeconds } = experiment;
  try {
    const [valid, invalid] = await produce(kafka, {
      ...{ runId, spec: experiment, startUs, warmupSeconds, signal },
      plans: [
        { producer: 'valid', durationSeconds, eventsPerSecond: validEventsPerSecond },
        { producer: 'invalid', durationSeconds, eventsPerSecond: invalidEventsPerSecond },
      ],
      onError: (producer, error, events) =>
        reporter.line(`${producer} producer: ${events} events not acknowledged: ${error.message}`),
      onReport: (producer, { generated }) => {
        soFar[producer] = generated;
        bar.update(soFar.valid + soFar.invalid, `${soFar.valid + soFar.invalid} events`);
      },
    });
    signal.throwIfAborted();
    if (valid === undefined || invalid === undefined) throw new Error('a producer left no result');
    bar.update(planned.valid + planned.invalid, `${valid.generated + invalid.generated} events`);
    if (valid.ended === 'brokers_gone' || invalid.ended === 'brokers_gone') {
      throw new StreambookError(
        'KAFKA_UNREACHABLE',
        'The brokers stopped answering while events were sent; see streambook logs',
      );
    }
    return [valid, invalid];
  } finally {
    bar.stop();
  }
}

/** One pass over what landed feeds books, latencies and analysis; then danfo works out the business figures. */
async function evaluate(
  { experiment, runId, run }: RunOptions,
  load: Load,
  recorder: RunRecorder,
): Promise<Results> {
  const { startUs, sent, tracked, pipeline, brokerMessages } = load;
  const batches = pipeline.batches();
  const collector = landedCollector({
    runId,
    referenceDate: experiment.referenceDate,
    expectedReasons: EXPECTED_REASONS,
  });
  const meter = commitMeter(runId, startUs, startUs + experiment.warmupSeconds * SECOND_US);
  const landed = await recorder.phase(
    'collect',
    'ledger and latencies from the committed files',
    async () => {
      const landedBatches = await listBatches(run.orders);
      const book = ledgerBook(runId, sent);
      for await (const chunk of readLanded(landedBatches)) {
        for (const row of chunk.rows) book.land(row, chunk.file.validity);
        meter.add(chunk.batch, chunk.rows);
        collector.add(chunk);
      }
      await recorder.add({
        consumer: {
          processed: tracked.processed,
          errors: tracked.errors,
          commits: tracked.commits,
          throughput_eps: Math.round(tracked.throughputEps * 100) / 100,
          end_to_end_ms: tracked.endToEnd.percentilesMs(),
        },
        stream: streamSection(pipeline.queryId, batches, meter.latency),
        ledger: { ...book.close(), broker_messages: brokerMessages },
      });
      return landedBatches;
    },
  );
  return recorder.phase('analyze', 'danfo', async () => {
    const analysis = await analyze(collector.collected());
    const timeline = recorder.record.producer?.timeline ?? [];
    const seconds = Math.max(timeline.length, meter.committedPerSecond.length);
    const ackLatency = sent.valid.ackLatency;
    ackLatency.include(sent.invalid.ackLatency);
    const measurements: Measurements = {
      latency_curves: [
        latencyCurve('ack', ackLatency),
        latencyCurve('tracker', tracked.endToEnd),
        latencyCurve('committed file', meter.latency),
      ],
      throughput: Array.from({ length: seconds }, (_, second) => ({
        second,
        sent: timeline[second]?.sent ?? 0,
        acked: timeline[second]?.acked ?? 0,
        committed: meter.committedPerSecond[second] ?? 0,
      })),
      batches: batchTimeline(batches, landed, startUs),
    };
    const results: Results = { analysis, measurements };
    await writeJson(run.results, results);
    return results;
  });
}
