import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chart } from '../charts/spec.js';
import { renderPng, renderSvg } from '../charts/render.js';
import type { ProjectPaths } from '../config/paths.js';
import type { AttachedNotebook, ReportChart } from '../report/input.js';
import { writeReport, type WrittenReport } from '../report/write.js';
import { writeFileWhole } from '../core/files.js';
import type { StoredRun } from '../runs/store.js';
import type { Pipeline } from './pipeline.js';
import { pipelineReport } from './pipeline-report.js';
import { loadEvidence } from './stored-evidence.js';

/** Where a run's report and charts go. */
export const reportFolder = (paths: ProjectPaths, runId: string) => join(paths.reports, runId);

/** Draws every chart as SVG for the report. */
export async function chartsOf(charts: readonly Chart[], results: unknown): Promise<readonly ReportChart[]> {
  const drawn: ReportChart[] = [];
  for (const { id, describes, spec } of charts) {
    drawn.push({ id, alt: describes, svg: await renderSvg(spec(results)) });
  }
  return drawn;
}

/** Draws every chart, as SVG and PNG files in `folder` and as SVG for the report. */
export async function drawCharts(
  charts: readonly Chart[],
  results: unknown,
  folder: string,
): Promise<readonly ReportChart[]> {
  await mkdir(folder, { recursive: true });
  const drawn = await chartsOf(charts, results);
  for (const { id, svg } of drawn) await writeFileWhole(join(folder, `${id}.svg`), svg);
  for (const { id, spec } of charts) {
    await writeFileWhole(join(folder, `${id}.png`), await renderPng(spec(results)));
  }
  return drawn;
}

/** Draws and prints the report of a stored run with results again. Needs no service. */
export async function renderReport(
  pipeline: Pipeline,
  paths: ProjectPaths,
  run: StoredRun,
  signal: AbortSignal,
  notebooks: readonly AttachedNotebook[] = [],
): Promise<WrittenReport> {
  const folder = reportFolder(paths, run.runId);
  const evidence = await loadEvidence(pipeline, run);
  const charts = await drawCharts(pipeline.charts, evidence.results, join(folder, 'charts'));
  return writeReport(pipelineReport(pipeline), { ...evidence, charts, notebooks }, folder, { signal });
}
