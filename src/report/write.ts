import { join } from 'node:path';
import { projectPaths } from '../config/paths.js';
import { writeFileWhole } from '../runtime/files.js';
import { renderReportHtml } from './document.js';
import type { ReportInput } from './input.js';
import { printPdf } from './print.js';

export interface WrittenReport {
  /** Paths of the two files. */
  readonly pdf: string;
  readonly html: string;
  /** Of the Chromium that printed the PDF: "147.0.7727.0". */
  readonly chromiumVersion: string;
  readonly pages: number;
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
  return versions === undefined
    ? input
    : { ...input, record: { ...record, versions: { ...versions, chromium } } };
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
  const [pdf, html] = [join(folder, 'report.pdf'), join(folder, 'report.html')];
  await writeFileWhole(html, printed.html);
  await writeFileWhole(pdf, printed.pdf);
  return { pdf, html, chromiumVersion: printed.chromiumVersion, pages: printed.pages };
}
