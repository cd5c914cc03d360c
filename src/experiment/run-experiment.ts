import { join } from 'node:path';
import { writeReport } from '../report/write.js';
import { CleanupStack } from '../core/cleanup.js';
import { assertFreeSpace, watchDisk } from '../core/disk-space.js';
import { toError } from '../core/errors.js';
import { fileError } from '../core/file-errors.js';
import { writeJson } from '../core/files.js';
import type { ComponentName } from '../config/service-variables.js';
import { latenciesSchema } from '../runs/latencies.js';
import type { RunRecord } from '../runs/record.js';
import { loadRunFileIfThere } from '../runs/store.js';
import { runLog } from '../runs/run-log.js';
import type { Services } from '../services/services.js';
import { titlesOf } from '../services/components/index.js';
import { runningJvmFlags } from '../services/status.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
import { LEAST_FREE_MB, neededMegabytes } from './disk-needs.js';
import { watchRun } from './incidents.js';
import { buildManifest } from './manifest.js';
import type { RunOutcome } from './pipeline.js';
import { pipelineReport } from './pipeline-report.js';
import { type RunRecorder, runRecorder } from './phases.js';
import { drawCharts, reportFolder } from './render.js';
import type { BegunRun, RunOptions } from './run-options.js';
import { collectVersions } from './versions.js';

/** Services have deadlines of their own, which add up to less. */
const STOP_SERVICES_MS = 120_000;

/**
 * Runs one experiment from nothing to a report, and leaves all it did in the run's folder. Services that it had to
 * start are stopped at the end; services that ran already go on.
 *
 * @returns The record as it stands in `run.json`; failed when the pipeline finds a fault, with all of the report.
 * @throws What made a phase fail, after `run.json` says so: SERVICE_DIED within seconds of the death of a service
 *   without which the run cannot go on, DISK_FULL, INTERRUPTED.
 */
export async function runExperiment(options: RunOptions): Promise<RunRecord> {
  using log = await runLog(options.run, options.reporter);
  await using opened = new CleanupStack((what, error) => {
    options.reporter.line(`${what} could not be closed in order; see ${options.run.logs}`);
    log.error(`${what} could not be closed`, error);
  });
  // Whatever ends the run fires one signal, whose reason is why.
  const ending = new AbortController();
  const end = (why: unknown) => ending.abort(why);
  const endWithCaller = () => end(options.signal.reason);
  options.signal.addEventListener('abort', endWithCaller);
  opened.defer('the signal', () => options.signal.removeEventListener('abort', endWithCaller));
  if (options.signal.aborted) endWithCaller();

  const { signal } = ending;
  const run: BegunRun = { ...options, reporter: log.reporter, signal, log };
  const recorder = runRecorder(run.run, firstRecord(run), run);
  try {
    await perform(run, recorder, opened, end);
    return recorder.record;
  } catch (thrown) {
    const error = fileError(thrown) ?? toError(thrown);
    log.error('the run ended', error);
    await recorder.fail(error).catch((unsaved: unknown) => log.error('run.json cannot be written', unsaved));
    throw error;
  }
}

async function perform(
  options: BegunRun,
  recorder: RunRecorder,
  opened: CleanupStack,
  end: (why: unknown) => void,
): Promise<void> {
  const { pipeline, experiment, runId, run, settings, reporter, signal } = options;

  // 1. Write down what is going to be done, before anything is.
  await recorder.phase('prepare', run.folder, async () => {
    const { name, ...rest } = experiment;
    await writeJson(run.config, { name, pipeline: pipeline.name, ...rest });
    await assertFreeSpace(run.folder, neededMegabytes(pipeline, experiment, settings), 'this experiment');
  });
  const disk = watchDisk(run.folder, LEAST_FREE_MB, end);
  opened.defer('the watch over the disk', () => disk[Symbol.dispose]());

  // 2. What the pipeline needs, started or joined. A start that is cut off takes back what it has started, which takes longer
  // than a phase is waited for: the end of the run waits for it.
  const { needs } = pipeline;
  let starting: Promise<Services<ComponentName>> | undefined;
  let stopping: Promise<unknown> | undefined;
  const stop = () => (stopping ??= starting?.then(stopUsed, () => undefined) ?? Promise.resolve());
  const stopUsed = ({ stopAfterUse }: Services<ComponentName>) =>
    stopServices({ settings, reporter }, stopAfterUse);
  opened.defer('the services', stop, STOP_SERVICES_MS);
  const services = await recorder.phase('services', titlesOf(needs), async () => {
    const started = await (starting = startServices({ settings, reporter, signal, needs }));
    await recorder.add({ versions: await collectVersions(pipeline, settings, started) });
    return started;
  });

  const jvmFlags = await runningJvmFlags(settings);

  // 3. The pipeline's own phases.
  const { results, topics = [] } = await runWatched(options, services, recorder, end, stop);

  await writeJson(run.results, results);

  // 4. The results in pictures and in words.
  const folder = reportFolder(settings.paths, runId);
  const charts = await recorder.phase('charts', 'drawing', () =>
    drawCharts(pipeline.charts, results, join(folder, 'charts')),
  );
  await recorder.phase('report', 'HTML and PDF', async () => {
    const { record } = recorder;
    const manifest = await buildManifest({ pipeline, record, experiment, results, topics, jvmFlags });
    const latencies = await loadRunFileIfThere((raw) => latenciesSchema.parse(raw), run.latencies);
    const input = { record, experiment, results, latencies, charts, manifest };
    const written = await writeReport(pipelineReport(pipeline), input, folder, { signal });
    await writeJson(run.manifest, written.manifest);
    await recorder.add({
      report: { pdf: written.pdf, html: written.html },
      versions: { chromium: written.chromiumVersion },
    });
  });
  const failure = pipeline.failureOf?.(recorder.record);
  await (failure === undefined ? recorder.finish() : recorder.fail(failure.error, failure.phase));
}

/** The pipeline's part, which ends when a service dies without which it cannot go on. */
async function runWatched(
  options: BegunRun,
  services: Services<ComponentName>,
  recorder: RunRecorder,
  end: (why: unknown) => void,
  stop: () => Promise<unknown>,
): Promise<RunOutcome<unknown>> {
  const { pipeline, experiment, runId, run, settings, reporter, log, signal, keepTopic = false } = options;
  const beganMs = Date.parse(recorder.record.started_at);
  const { now } = options.host;
  const watch = watchRun({
    settings,
    services,
    reporter,
    recorder,
    secondsNow: () => (now().getTime() - beganMs) / 1000,
    onLost: end,
  });
  let unwatched: Promise<void> | undefined;
  const unwatch = () => (unwatched ??= Promise.resolve(watch[Symbol.asyncDispose]()));
  try {
    return await pipeline.run({
      experiment,
      runId,
      run,
      settings,
      services,
      reporter,
      log,
      signal,
      keepTopic,
      get record() {
        return recorder.record;
      },
      phase: (name, does, work) => recorder.phase(name, does, work),
      add: (additions) => recorder.add(additions),
      async releaseServices() {
        await unwatch();
        // They take seconds to end, in which the numbers are computed. Whoever closes the run waits for them, and
        // reports what may go wrong.
        stop().catch(() => undefined);
      },
    });
  } finally {
    await unwatch();
  }
}

function firstRecord({ pipeline, experiment, runId, titlePage, command, host }: RunOptions): RunRecord {
  return {
    format: 'streambook-run',
    version: 2,
    run_id: runId,
    pipeline: pipeline.name,
    experiment: experiment.name,
    status: 'running',
    seed: experiment.seed,
    ...(command && { command: [...command] }),
    started_at: host.now().toISOString(),
    process: host.process,
    phases: [],
    machine: host.machine,
    sections: {},
    ...(titlePage && { title_page: titlePage }),
  };
}
