import { join } from 'node:path';
import { writeReport } from '../report/write.js';
import { writeJson } from '../runtime/files.js';
import type { RunRecord } from '../runs/record.js';
import { startServices, stopServices } from '../services/cluster.js';
import { evaluate } from './evaluate.js';
import { buildManifest } from './manifest.js';
import { runRecorder } from './phases.js';
import { drawCharts, reportFolder } from './render.js';
import { runLoad } from './run-load.js';
import type { RunOptions } from './run-options.js';
import { unbalancedBooks } from './unbalanced-books.js';
import { describeMachine } from './versions.js';

/**
 * Runs one experiment from nothing to a report, and leaves all it did in the run's folder. Services that it had to
 * start are stopped at the end; services that ran already go on.
 *
 * @returns The record as it stands in `run.json`; failed when the books do not balance, with all of the report.
 * @throws What made a phase fail, after `run.json` says so.
 */
export async function runExperiment(options: RunOptions): Promise<RunRecord> {
  const { experiment, runId, run, settings, reporter, signal } = options;
  const recorder = runRecorder(run, firstRecord(options), reporter);

  let stopping: Promise<unknown> | undefined;
  try {
    // 1. Write down what is going to be done, before anything is.
    await recorder.phase('prepare', run.folder, () => writeJson(run.config, experiment));

    // 2. Kafka and Spark, started or joined.
    const services = await recorder.phase('services', 'Kafka and Spark', () =>
      startServices({ settings, reporter, signal }),
    );
    const stopWhatWasStarted = () => stopServices({ settings, reporter }, services.started);
    // 3. The load, until all of it has landed.
    const load = await runLoad(options, services, recorder).catch(async (error: unknown) => {
      await stopWhatWasStarted();
      throw error;
    });
    // They are not needed any more and take seconds to end, in which the numbers are worked out.
    stopping = stopWhatWasStarted();

    // 4. What landed, in numbers, in pictures, and in words.
    const { results, latencies } = await evaluate(options, load, recorder);
    const folder = reportFolder(settings.paths, runId);
    const charts = await recorder.phase('charts', 'drawing', () =>
      drawCharts(results, join(folder, 'charts')),
    );
    await recorder.phase('report', 'HTML and PDF', async () => {
      const { record } = recorder;
      const manifest = await buildManifest({ record, experiment, results, facts: load.facts });
      const input = { record, experiment, results, latencies, charts, manifest };
      const written = await writeReport(input, folder, { signal });
      await writeJson(run.manifest, written.manifest);
      await recorder.add({
        report: { pdf: written.pdf, html: written.html },
        ...(record.versions && { versions: { ...record.versions, chromium: written.chromiumVersion } }),
      });
    });
    await stopping;
    const unbalanced = unbalancedBooks(recorder.record);
    await (unbalanced === undefined ? recorder.finish() : recorder.fail(unbalanced, 'collect'));
    return recorder.record;
  } catch (error) {
    await stopping?.catch(() => undefined);
    await recorder.fail(error);
    throw error;
  }
}

function firstRecord({ experiment, runId, titlePage }: RunOptions): RunRecord {
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
    ...(titlePage && { title_page: titlePage }),
  };
}
