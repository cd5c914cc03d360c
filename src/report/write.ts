import { join } from 'node:path';
import { projectPaths } from '../config/paths.js';
import { writeFileWhole } from '../runtime/files.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';
import { withProperties } from './document-properties.js';
import { renderReportHtml, reportProperties } from './document.js';
import type { ReportInput } from './input.js';
import { type BundleContents, packBundle } from './bundle.js';
import { attachFiles } from './pdf-attachment.js';
import { printPdf } from './print.js';
import { rendererSource } from './renderer.js';

export interface WrittenReport {
  /** Paths of the two files. */
  readonly pdf: string;
  readonly html: string;
  /** Of the Chromium that printed the PDF: "147.0.7727.0". */
  readonly chromiumVersion: string;
  readonly pages: number;
  /** What went into the PDF, the browser's version with it. */
  readonly manifest: Manifest | undefined;
}

export interface WriteReportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Where the bundled Chromium is unpacked when no other is found. Default: in the project's set-up folder. */
  readonly bundledFolder?: string;
}

export const bundledChromiumFolder = (): string => join(projectPaths().setup, 'chromium');

/** The version is known only while printing, so the record cannot have it yet. */
function printedWith(input: ReportInput, chromium: string): ReportInput {
  const { versions, ...record } = input.record;
  if (versions === undefined) return input;
  const known = { ...versions, chromium };
  const manifest = input.manifest && { ...input.manifest, versions: known };
  return { ...input, record: { ...record, versions: known }, manifest };
}

/** The record without the paths of the report: they say nothing about the run, and may name a person. */
const withoutPaths = ({ report, ...record }: RunRecord): RunRecord =>
  report === undefined ? record : record;

/** All that the report was printed from. Whatever has no file of its own goes into `parts.json`. */
function contentsOf(input: ReportInput): BundleContents {
  const { record, experiment, results, latencies, manifest } = input;
  const own: readonly string[] = ['record', 'experiment', 'results', 'latencies', 'manifest', 'charts'];
  const parts = Object.entries(input).filter(([name, part]) => !own.includes(name) && part !== undefined);
  return {
    'run.json': withoutPaths(record),
    'config.json': experiment,
    'results.json': results,
    'latencies.json': latencies,
    'manifest.json': manifest,
    'parts.json': parts.length === 0 ? undefined : Object.fromEntries(parts),
  };
}

/**
 * Writes `report.pdf` and `report.html` into a folder, each whole or not at all.
 *
 * @throws StreambookError as {@link printPdf}; the signal's reason on abort, after the browser is closed.
 */
export async function writeReport(
  input: ReportInput,
  folder: string,
  options: WriteReportOptions = {},
): Promise<WrittenReport> {
  const { bundledFolder = bundledChromiumFolder(), signal } = options;
  const printed = await printPdf(
    (pages, chromiumVersion) => renderReportHtml(printedWith(input, chromiumVersion), pages),
    { bundledFolder, signal },
  );
  const complete = printedWith(input, printed.chromiumVersion);
  const bundle = packBundle({
    document: 'report',
    runId: input.record.run_id,
    renderer: { source_sha256: await rendererSource(), chromium: printed.chromiumVersion },
    contents: contentsOf(complete),
  });
  const titled = await withProperties(printed.pdf, reportProperties(input));
  const pdfBytes = await attachFiles(titled, bundle);
  const [pdf, html] = [join(folder, 'report.pdf'), join(folder, 'report.html')];
  await writeFileWhole(html, printed.html);
  await writeFileWhole(pdf, pdfBytes);
  return {
    pdf,
    html,
    chromiumVersion: printed.chromiumVersion,
    pages: printed.pages,
    manifest: complete.manifest,
  };
}
