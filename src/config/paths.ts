import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findProjectRoot(from: string): string {
  let folder = dirname(from);
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** The project folder, from src/ and from dist/ alike. */
export const PROJECT_ROOT = findProjectRoot(fileURLToPath(import.meta.url));

/** Folders of the project; all that it installs or writes lies under these. */
export interface ProjectPaths {
  readonly experiments: string;
  /** What the title page of reports says of their authors; need not be there. */
  readonly reportFile: string;
  /** Sources of the notebooks, in a folder for each pipeline: they hold no outputs. */
  readonly notebooks: string;
  /** The Python environment with JupyterLab and nbclient. */
  readonly venv: string;
  readonly runs: string;
  /** Which runs belong to which sweep. */
  readonly sweeps: string;
  /** Output of streaming jobs that were started by themselves. */
  readonly streams: string;
  readonly reports: string;
  /** What set-up made: class paths, protobuf files, browser. */
  readonly setup: string;
  /** State of the embedded services: data, logs, archives, process ids. */
  readonly services: string;
  /** What processes have on Kafka and Spark, a file each, so that it can be removed when its process was killed. */
  readonly held: string;
}

/** @param home The folder for everything that is written; STREAMBOOK_HOME moves it, so that tests keep to themselves. */
export function projectPaths(home: string = PROJECT_ROOT): ProjectPaths {
  return {
    experiments: join(PROJECT_ROOT, 'experiments'),
    reportFile: join(home, 'report.json'),
    notebooks: join(PROJECT_ROOT, 'notebooks'),
    venv: join(PROJECT_ROOT, '.streambook', 'venv'),
    runs: join(home, 'data', 'runs'),
    sweeps: join(home, 'data', 'sweeps'),
    streams: join(home, 'data', 'streams'),
    reports: join(home, 'reports'),
    setup: join(PROJECT_ROOT, '.streambook', 'setup'),
    services: join(home, '.streambook', 'services'),
    held: join(home, '.streambook', 'held'),
  };
}

/** Folders whose contents a reset removes: everything that runs, parts and services have written. */
export const resetFolders = ({
  runs,
  sweeps,
  streams,
  reports,
  services,
}: ProjectPaths): readonly string[] => [runs, sweeps, streams, reports, services];

/** Where the parts of one run lie. */
export interface RunPaths {
  readonly folder: string;
  readonly record: string;
  readonly config: string;
  /** Results of the analysis, from which charts and report are drawn. */
  readonly results: string;
  /** Histograms of all latencies; see docs/schemas/latencies.schema.json. */
  readonly latencies: string;
  /** What the run was made from; see docs/schemas/manifest.schema.json. */
  readonly manifest: string;
  readonly logs: string;
  /** Executed copies of notebooks. */
  readonly notebooks: string;
}

export function runPaths(runsFolder: string, runId: string): RunPaths {
  const folder = join(runsFolder, runId);
  return {
    folder,
    record: join(folder, 'run.json'),
    config: join(folder, 'config.json'),
    results: join(folder, 'results.json'),
    latencies: join(folder, 'latencies.json'),
    manifest: join(folder, 'manifest.json'),
    logs: join(folder, 'logs'),
    notebooks: join(folder, 'notebooks'),
  };
}
