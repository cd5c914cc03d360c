import { metricsOf } from '../../runs/metrics.js';
import type { Evidence } from '../evidence.js';
import type { Pipeline } from '../pipeline.js';
import { type Check, check, merged } from './check.js';

/** Files that speak of the same run must agree on it. */
export function identity(pipeline: Pipeline, { experiment, record, manifest, latencies }: Evidence): Check {
  const { run_id: runId, versions, machine } = record;
  return merged('one run, one experiment in all files', [
    check('', 'run.json: experiment', record.experiment, experiment.name),
    check('', 'run.json: seed', record.seed, experiment.seed),
    ...(manifest === undefined
      ? []
      : [
          check('', 'manifest.json: run_id', manifest.run_id, runId),
          check('', 'manifest.json: experiment', manifest.experiment, experiment),
          check('', 'manifest.json: versions', manifest.versions, versions ?? null),
          check('', 'manifest.json: timings', manifest.timings, metricsOf(pipeline.metrics, record)),
          ...(machine === undefined ? [] : [check('', 'manifest.json: machine', manifest.machine, machine)]),
        ]),
    ...(latencies === undefined ? [] : [check('', 'latencies.json: run_id', latencies.run_id, runId)]),
  ]);
}
