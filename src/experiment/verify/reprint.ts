import type { Bundle } from '../../report/bundle.js';
import { renderReportHtml, reportProperties } from '../../report/document.js';
import type { ReportInput } from '../../report/input.js';
import { failedRunOf, failedRunProperties, renderFailedRunHtml } from '../../report/failed-run.js';
import type { PdfProperties } from '../../report/pdf-properties.js';
import { type Printed, printPdf, type RenderPage } from '../../report/print.js';
import { bundledChromiumFolder } from '../../report/write.js';
import { firstLine, StreambookError } from '../../core/errors.js';
import type { Pipeline } from '../pipeline.js';
import { pipelineReport } from '../pipeline-report.js';
import { chartsOf } from '../render.js';

/** What the report was printed from, with its charts drawn again from the results. */
async function inputOf({ charts }: Pipeline, { contents }: Bundle): Promise<ReportInput> {
  const missing = (['run.json', 'config.json', 'results.json'] as const).find(
    (name) => contents[name] === undefined,
  );
  const { 'run.json': record, 'config.json': experiment, 'results.json': results } = contents;
  if (record === undefined || experiment === undefined || results === undefined) {
    throw new StreambookError('BAD_REPORT', `the attached ${missing} is missing`);
  }
  return {
    ...contents['parts.json'],
    record,
    experiment,
    results,
    latencies: contents['latencies.json'],
    manifest: contents['manifest.json'],
    charts: await chartsOf(charts, results),
  };
}

/** What the PDF says of itself, from what is attached. @throws StreambookError BAD_REPORT when that makes no report. */
export async function expectedProperties(pipeline: Pipeline, bundle: Bundle): Promise<PdfProperties> {
  const failed = bundle.document === 'report' ? undefined : failedRunOf(bundle.contents);
  const { title, authors, subject, keywords, creator } =
    failed === undefined
      ? reportProperties(pipeline.report, await inputOf(pipeline, bundle))
      : failedRunProperties(pipeline.report, failed);
  return { title, author: authors.join(', '), subject, keywords: keywords.join(', '), creator };
}

async function reportPage(pipeline: Pipeline, bundle: Bundle): Promise<RenderPage> {
  const input = await inputOf(pipeline, bundle);
  return (pages) => renderReportHtml(pipelineReport(pipeline), input, pages);
}

function failedRunPage(pipeline: Pipeline, { contents }: Bundle): RenderPage {
  const run = failedRunOf(contents);
  if (run === undefined) throw new StreambookError('BAD_REPORT', 'an attached file is missing');
  return () => renderFailedRunHtml(pipelineReport(pipeline), run);
}

/**
 * Prints a report again from what is attached to it; by the same version of Chromium where this machine has it.
 *
 * @throws StreambookError BAD_REPORT when the attached data make no report; and as {@link printPdf}.
 */
export async function reprint(pipeline: Pipeline, bundle: Bundle, signal?: AbortSignal): Promise<Printed> {
  const page =
    bundle.document === 'report' ? await reportPage(pipeline, bundle) : failedRunPage(pipeline, bundle);
  const render: RenderPage = (pages, chromium) => {
    try {
      return page(pages, chromium);
    } catch (error) {
      throw new StreambookError('BAD_REPORT', `the attached data make no report: ${firstLine(error)}`, {
        cause: error,
      });
    }
  };
  const options = { bundledFolder: bundledChromiumFolder(), signal };
  try {
    return await printPdf(render, { ...options, version: bundle.renderer.chromium });
  } catch (error) {
    if (!(error instanceof StreambookError && error.code === 'BROWSER_FAILED')) throw error;
    return printPdf(render, options);
  }
}
