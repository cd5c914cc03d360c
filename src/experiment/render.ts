import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHARTS } from '../pipelines/orders/charts/index.js';
import { ORDERS_REPORT } from '../pipelines/orders/report/index.js';
import type { Chart } from '../charts/spec.js';
import { renderPng, renderSvg } from '../charts/render.js';
import type { ProjectPaths } from '../config/paths.js';
import type { AttachedNotebook, ReportChart } from '../report/input.js';
import { writeReport, type WrittenReport } from '../report/write.js';
import { writeFileWhole } from '../core/files.js';
import type { StoredRun } from '../runs/store.js';
import { loadEvidence } from './stored-evidence.js';

/** Where a run's report and charts go. */
export const reportFolder = (paths: ProjectPaths, runId: string) => join(paths.reports, runId);

/** Draws charts as SVG for the report. */
export async function chartsOf<R>(charts: readonly Chart<R>[], results: R): Promise<readonly ReportChart[]> {
  const drawn: ReportChart[] = [];
  for (const chart of charts) {
    drawn.push({ id: chart.id, alt: chart.describes, svg: await renderSvg(chart.spec(results)) });
  }
  return drawn;
}

/** Draws charts, as SVG and PNG files in `folder` and as SVG for the report. */
export async function drawCharts<R>(
  charts: readonly Chart<R>[],
  results: R,
  folder: string,
): Promise<readonly ReportChart[]> {
  await mkdir(folder, { recursive: true });
  const drawn = await chartsOf(charts, results);
  for (const { id, svg } of drawn) await writeFileWhole(join(folder, `${id}.svg`), svg);
  for (const chart of charts) {
    await writeFileWhole(join(folder, `${chart.id}.png`), await renderPng(chart.spec(results)));
  }
  return drawn;
}

/** Draws and prints the report of a stored run with results again. Needs no service. */
export async function renderReport(
  paths: ProjectPaths,
  run: StoredRun,
  signal: AbortSignal,
  notebooks: readonly AttachedNotebook[] = [],
): Promise<WrittenReport> {
  const folder = reportFolder(paths, run.runId);
  const evidence = await loadEvidence(run);
  const charts = await drawCharts(CHARTS, evidence.results, join(folder, 'charts'));
  return writeReport(ORDERS_REPORT, { ...evidence, charts, notebooks }, folder, { signal });
}
