import { metricsOf } from '../../runs/metrics.js';
import type { Evidence } from '../evidence.js';
import type { Pipeline } from '../pipeline.js';
import { type Check, check, compare } from './check.js';

/** Files that speak of the same run must agree on it. */
export function identity(pipeline: Pipeline, { experiment, record, manifest, latencies }: Evidence): Check {
  const { run_id: runId, versions, machine } = record;
  return check('one run, one experiment in all files', [
    compare('run.json: experiment', record.experiment, experiment.name),
    compare('run.json: seed', record.seed, experiment.seed),
    ...(manifest === undefined
      ? []
      : [
          compare('manifest.json: run_id', manifest.run_id, runId),
          compare('manifest.json: pipeline', manifest.pipeline, record.pipeline),
          compare('manifest.json: experiment', manifest.experiment, experiment),
          compare('manifest.json: versions', manifest.versions, versions ?? null),
          compare('manifest.json: timings', manifest.timings, metricsOf(pipeline.metrics, record)),
          ...(machine === undefined ? [] : [compare('manifest.json: machine', manifest.machine, machine)]),
        ]),
    ...(latencies === undefined ? [] : [compare('latencies.json: run_id', latencies.run_id, runId)]),
  ]);
}
