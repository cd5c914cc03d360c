import { join } from 'node:path';
import type { BaseExperiment } from '../config/experiment.js';
import { projectPaths } from '../config/paths.js';
import { writeFileWhole } from '../core/files.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';
import type { PipelineReport } from './design.js';
import { type DocumentProperties, withProperties } from './document-properties.js';
import { renderReportHtml, reportProperties } from './document.js';
import type { ReportInput } from './input.js';
import { type Bundle, type BundleContents, packBundle } from './bundle.js';
import { attachFiles } from './pdf-attachment.js';
import { printPdf, type RenderPage } from './print.js';
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
function printedWith<C extends BaseExperiment, R>(
  input: ReportInput<C, R>,
  chromium: string,
): ReportInput<C, R> {
  const { versions, ...record } = input.record;
  if (versions === undefined) return input;
  const known = { ...versions, chromium };
  const manifest = input.manifest && { ...input.manifest, versions: known };
  return { ...input, record: { ...record, versions: known }, manifest };
}

/** The record without the paths of the report: they say nothing about the run, and may name a person. */
export const withoutPaths = ({ report, ...record }: RunRecord): RunRecord =>
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

/** A document of a run: how it is printed, and what it is printed from. */
export interface DocumentSpec {
  readonly render: RenderPage;
  readonly properties: DocumentProperties;
  /** @param chromium the version that printed it, which is known only then */
  readonly bundle: (chromium: string) => Omit<Bundle, 'renderer'>;
}

interface WrittenDocument extends Omit<WrittenReport, 'manifest'> {
  readonly contents: BundleContents;
}

/**
 * Prints a document with its bundle attached, and writes `report.pdf` and `report.html` into a folder, each whole or not
 * at all.
 *
 * @throws StreambookError as {@link printPdf}; the signal's reason on abort, after the browser is closed.
 */
export async function writeDocument(
  { render, properties, bundle }: DocumentSpec,
  folder: string,
  options: WriteReportOptions = {},
): Promise<WrittenDocument> {
  const { bundledFolder = bundledChromiumFolder(), signal } = options;
  const { chromiumVersion, ...printed } = await printPdf(render, { bundledFolder, signal });
  const renderer = { source_sha256: await rendererSource(), chromium: chromiumVersion };
  const packed = { ...bundle(chromiumVersion), renderer };
  const titled = await withProperties(printed.pdf, properties);
  const pdfBytes = await attachFiles(titled, packBundle(packed));
  const [pdf, html] = [join(folder, 'report.pdf'), join(folder, 'report.html')];
  await writeFileWhole(html, printed.html);
  await writeFileWhole(pdf, pdfBytes);
  return { pdf, html, chromiumVersion, pages: printed.pages, contents: packed.contents };
}

/**
 * Writes the report of a run.
 *
 * @throws StreambookError as {@link writeDocument}.
 */
export async function writeReport<C extends BaseExperiment, R>(
  design: PipelineReport<C, R>,
  input: ReportInput<C, R>,
  folder: string,
  options: WriteReportOptions = {},
): Promise<WrittenReport> {
  const spec: DocumentSpec = {
    render: (pages, chromium) => renderReportHtml(design, printedWith(input, chromium), pages),
    properties: reportProperties(design, input),
    bundle: (chromium) => ({
      document: 'report',
      runId: input.record.run_id,
      contents: contentsOf(printedWith(input, chromium)),
    }),
  };
  const { contents, ...written } = await writeDocument(spec, folder, options);
  return { ...written, manifest: contents['manifest.json'] };
}
