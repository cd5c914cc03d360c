import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Results, resultsSchema } from '../analysis/results.js';
import { CHARTS } from '../charts/index.js';
import { renderPng, renderSvg } from '../charts/render.js';
import type { ProjectPaths } from '../config/paths.js';
import type { AttachedNotebook, ReportChart } from '../report/input.js';
import { writeReport, type WrittenReport } from '../report/write.js';
import { readTextIfThere, writeFileWhole } from '../runtime/files.js';
import { type Manifest, manifestSchema } from '../runs/manifest.js';
import { loadRunExperiment, loadRunFile, type StoredRun } from '../runs/store.js';

/** Where a run's report and charts go. */
export const reportFolder = (paths: ProjectPaths, runId: string) => join(paths.reports, runId);

async function loadResults(run: StoredRun): Promise<Results> {
  return loadRunFile(
    resultsSchema,
    run.paths.results,
    `the run did not get so far; streambook analyze ${run.runId} makes it from what landed`,
  );
}

/** A run that failed before its report has none. */
async function loadManifestIfThere(run: StoredRun): Promise<Manifest | undefined> {
  if ((await readTextIfThere(run.paths.manifest)) === undefined) return undefined;
  return loadRunFile(manifestSchema, run.paths.manifest, 'repeat the run');
}

/** Draws every chart, as SVG and PNG files in `folder` and as SVG for the report. */
export async function drawCharts(results: Results, folder: string): Promise<readonly ReportChart[]> {
  await mkdir(folder, { recursive: true });
  const drawn: ReportChart[] = [];
  for (const chart of CHARTS) {
    const spec = chart.spec(results);
    const svg = await renderSvg(spec);
    await writeFileWhole(join(folder, `${chart.id}.svg`), svg);
    await writeFileWhole(join(folder, `${chart.id}.png`), await renderPng(spec));
    drawn.push({ id: chart.id, alt: chart.describes, svg });
  }
  return drawn;
}

/** Draws and prints the report of a stored run again. Needs no service. */
export async function renderReport(
  paths: ProjectPaths,
  run: StoredRun,
  signal: AbortSignal,
  notebooks: readonly AttachedNotebook[] = [],
): Promise<WrittenReport> {
  const folder = reportFolder(paths, run.runId);
  const [experiment, results] = [await loadRunExperiment(run), await loadResults(run)];
  const charts = await drawCharts(results, join(folder, 'charts'));
  const manifest = await loadManifestIfThere(run);
  const input = { record: run.record, experiment, results, charts, manifest, notebooks };
  return writeReport(input, folder, { signal });
}
