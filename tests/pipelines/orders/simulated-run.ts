import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { CommittedRow } from '../../../src/pipelines/orders/analysis/committed-orders.js';
import {
  type Experiment,
  loadOf,
  plannedEvents,
  ordersExperiment,
} from '../../../src/pipelines/orders/config.js';
import { projectPaths, runPaths } from '../../../src/config/paths.js';
import { evaluate } from '../../../src/pipelines/orders/phases/evaluate.js';
import { buildManifest } from '../../../src/experiment/manifest.js';
import { runRecorder } from '../../../src/experiment/phases.js';
import type { Load } from '../../../src/pipelines/orders/phases/run-load.js';
import type { Order } from '../../../src/pipelines/orders/data/fields.js';
import { PRODUCERS } from '../../../src/pipelines/orders/data/event.js';
import { toHeaders } from '../../../src/producers/headers.js';
import { brokenRules } from '../../../src/pipelines/orders/data/rules.js';
import { eventGenerator } from '../../../src/pipelines/orders/data/events.js';
import { type Recorder, recorder, type SentEvent } from '../../../src/producers/measurements.js';
import { pace } from '../../../src/producers/pace.js';
import { producerSection } from '../../../src/producers/section.js';
import type { OrdersInput } from '../../../src/pipelines/orders/report/types.js';
import { nowUs } from '../../../src/core/clock.js';
import { silentReporter } from '../../../src/core/reporter.js';
import { writeJson } from '../../../src/core/files.js';
import { latenciesSchema } from '../../../src/runs/latencies.js';
import { loadRunFileIfThere, saveRecord } from '../../../src/runs/store.js';
import { orders } from '../../../src/pipelines/orders/pipeline.js';
import type { StreamingQueryProgress } from '../../../src/spark/index.js';
import { trackerCounts } from '../../../src/streaming/tracker-counts.js';
import { writeSinkFolder, type SinkFiles } from '../../analysis/sink-folder.js';
import { thisHost } from '../../../src/experiment/host.js';
import { ordersFolder } from '../../../src/pipelines/orders/run-files.js';
import { EXAMPLE_MACHINE, EXAMPLE_VERSIONS } from '../../report/example-environment.js';

const BATCH_US = 500_000;
const PARTITIONS = 6;

interface SimulatedEvent extends SentEvent {
  readonly row: CommittedRow;
  readonly validity: 'valid' | 'invalid';
  readonly payload: string;
}

export const simulatedExperiment = (changes: object = {}): Experiment =>
  ordersExperiment(
    {
      title: 'A simulated run',
      question: 'Do all numbers agree?',
      seed: 11,
      durationSeconds: 12,
      excludedRampUpSeconds: 2,
      validEventsPerSecond: 20,
      invalidEventsPerSecond: 10,
      ...changes,
    },
    'simulated',
    'test',
  );

/** Spread between 0 and 1, the same in every run of a name. */
const spread = (name: string, step: number) =>
  createHash('sha256').update(`${name} ${step}`).digest().readUInt32BE() / 2 ** 32;

function simulatedEvents(experiment: Experiment, runId: string, startUs: number) {
  const eventAt = eventGenerator(experiment);
  const rates = { valid: experiment.validEventsPerSecond, invalid: experiment.invalidEventsPerSecond };
  let offset = 0;
  return PRODUCERS.flatMap((producer) => {
    const schedule = pace(startUs, {
      eventsPerSecond: rates[producer],
      durationSeconds: experiment.durationSeconds,
      load: loadOf(experiment, producer),
    });
    return Array.from({ length: plannedEvents(experiment)[producer] }, (_, sequence): SimulatedEvent => {
      const { payload, faultType } = eventAt(producer, sequence, Math.round(startUs / 1000));
      const intendedUs = schedule.scheduledUs(sequence) ?? startUs;
      const sentUs = intendedUs + Math.round(900 * spread(runId + producer, sequence));
      const reasons = brokenRules(payload);
      offset += 1;
      return {
        sequence,
        intendedUs,
        sentUs,
        payload,
        validity: reasons.length === 0 ? 'valid' : 'invalid',
        row: {
          ...(reasons.length === 0 ? (JSON.parse(payload) as Order) : { raw: payload, reasons }),
          run_id: runId,
          producer,
          event_seq: sequence,
          intended_us: intendedUs,
          sent_us: sentUs,
          ...(faultType !== undefined && { injected_mode: faultType }),
          kafka_partition: sequence % PARTITIONS,
          kafka_offset: offset,
          kafka_timestamp_ms: Math.floor(sentUs / 1000) + 2,
        },
      };
    });
  });
}

/**
 * A run as it might have been, without Kafka and Spark: seeded events with made-up times go through all of the code that
 * measures, books and analyses, so that every number of the run's folder agrees with the others.
 *
 * @param home gets the run's folder
 */
export async function simulateRun(
  home: string,
  runId: string,
  experiment = simulatedExperiment(),
): Promise<OrdersInput> {
  const paths = projectPaths(home);
  const run = runPaths(paths.runs, runId);
  await mkdir(run.logs, { recursive: true });
  await writeJson(run.config, experiment);
  // Files get the time at which they are written, so the run ends now.
  const startUs = nowUs() - Math.ceil(experiment.durationSeconds + 1) * 1_000_000;
  const measureFromUs = startUs + experiment.excludedRampUpSeconds * 1_000_000;
  const events = simulatedEvents(experiment, runId, startUs);

  const figures = {
    valid: recorder({ startUs, measureFromUs }),
    invalid: recorder({ startUs, measureFromUs }),
  };
  const tracked = trackerCounts({ runId, measureFromUs: () => measureFromUs });
  for (const event of events) {
    const own: Recorder = figures[event.row.producer ?? 'valid'];
    own.recordSent(event);
    const ackMs = 3 + Math.round(4000 * spread(`${runId} ack`, event.sequence)) / 1000;
    own.recordAcked([event], event.sentUs + Math.round(ackMs * 1000), Math.floor(event.sentUs / 1000) + 2);
    const timestamps = { runId, producer: event.row.producer ?? 'valid', ...event };
    tracked.record(
      { value: Buffer.from(event.payload), headers: toHeaders(timestamps) },
      event.sentUs + 6000,
    );
  }
  tracked.recordCommit();

  const batches: SinkFiles[] = [];
  const progress: StreamingQueryProgress[] = [];
  const last = Math.max(...events.map(({ sentUs }) => sentUs));
  for (let fromUs = startUs; fromUs <= last; fromUs += BATCH_US) {
    const own = events.filter(({ sentUs }) => sentUs >= fromUs && sentUs < fromUs + BATCH_US);
    if (own.length === 0) continue;
    const rows = (validity: string) =>
      own.filter((event) => event.validity === validity).map(({ row }) => row);
    const name = `part-${batches.length}.json`;
    progress.push({
      batchId: batches.length,
      numInputRows: own.length,
      json: '{}',
      timestamp: new Date((fromUs + BATCH_US) / 1000).toISOString(),
      durationMs: { triggerExecution: 120 + Math.round(60 * spread(`${runId} batch`, batches.length)) },
    } as unknown as StreamingQueryProgress);
    batches.push({
      [`validity=valid/${name}`]: rows('valid'),
      [`validity=invalid/${name}`]: rows('invalid'),
    });
  }
  await writeSinkFolder(ordersFolder(run), batches);

  const sent = {
    valid: { ...figures.valid, producer: 'valid', ended: 'all_sent' },
    invalid: { ...figures.invalid, producer: 'invalid', ended: 'all_sent' },
  };
  const load = {
    startUs,
    measureFromUs,
    sent,
    tracked,
    brokerMessages: events.length,
    consumers: { queryId: '6f1d3c1e-63d8-4ac7-9c52-9a4f6f6f5a11', batches: () => progress },
    topic: { name: 'orders', partitions: PARTITIONS, replication: 2, settings: {} },
  } as unknown as Load;
  const recording = runRecorder(
    run,
    {
      format: 'streambook-run',
      version: 2,
      pipeline: 'orders',
      run_id: runId,
      experiment: experiment.name,
      status: 'running',
      seed: experiment.seed,
      started_at: new Date(startUs / 1000).toISOString(),
      process: { pid: 1 },
      sections: {},
      phases: [],
      machine: { ...EXAMPLE_MACHINE },
      versions: { ...EXAMPLE_VERSIONS },
    },
    { reporter: silentReporter, signal: new AbortController().signal, host: thisHost() },
  );
  await recording.add({ sections: { producer: producerSection(figures) } });
  const results = await evaluate(
    {
      experiment,
      runId,
      run,
      reporter: silentReporter,
      signal: new AbortController().signal,
      phase: recording.phase,
      add: recording.add,
      record: recording.record,
    } as never,
    load,
  );
  await writeJson(run.results, results);
  const latencies = await loadRunFileIfThere((raw) => latenciesSchema.parse(raw), run.latencies);
  const { record } = recording;
  const manifest = await buildManifest({
    pipeline: orders,
    record,
    experiment,
    results,
    topics: [load.topic],
    jvmFlags: {},
  });
  await writeJson(run.manifest, manifest);
  await saveRecord(run, { ...record, status: 'done', finished_at: new Date().toISOString() });
  return { record, experiment, results, latencies, manifest, charts: [] };
}
