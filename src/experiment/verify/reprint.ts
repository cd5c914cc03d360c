import { renderReportHtml, reportProperties } from '../../report/document.js';
import type { Experiment } from '../../config/experiment.js';
import type { Results } from '../../pipelines/orders/analysis/results.js';
import type { ReportInput } from '../../report/input.js';
import { failedRunOf, failedRunProperties, renderFailedRunHtml } from '../../report/failed-run.js';
import type { PdfProperties } from '../../report/pdf-properties.js';
import { type Printed, printPdf, type RenderPage } from '../../report/print.js';
import { bundledChromiumFolder } from '../../report/write.js';
import { firstLine, StreambookError } from '../../core/errors.js';
import { CHARTS } from '../../pipelines/orders/charts/index.js';
import { ORDERS_REPORT } from '../../pipelines/orders/report/index.js';
import { chartsOf } from '../render.js';
import type { RunBundle } from './bundle-schemas.js';

/** What the report was printed from, with its charts drawn again from the results. */
async function inputOf({ contents }: RunBundle): Promise<ReportInput<Experiment, Results>> {
  const missing = (['run.json', 'config.json', 'results.json'] as const).find(
    (name) => contents[name] === undefined,
  );
  const { 'run.json': record, 'config.json': experiment, 'results.json': results } = contents;
  if (record === undefined || experiment === undefined || results === undefined) {
    throw new StreambookError('BAD_REPORT', `the attached ${missing} is missing`);
  }
  return {
    ...contents['parts.json'],
    ...{ record, experiment, results },
    latencies: contents['latencies.json'],
    manifest: contents['manifest.json'],
    charts: await chartsOf(CHARTS, results),
  };
}

/** What the PDF says of itself, from what is attached. @throws StreambookError BAD_REPORT when that makes no report. */
export async function expectedProperties(bundle: RunBundle): Promise<PdfProperties> {
  const failed = bundle.document === 'report' ? undefined : failedRunOf(bundle.contents);
  const { title, authors, subject, keywords, creator } =
    failed === undefined
      ? reportProperties(ORDERS_REPORT, await inputOf(bundle))
      : failedRunProperties(ORDERS_REPORT, failed);
  return { title, author: authors.join(', '), subject, keywords: keywords.join(', '), creator };
}

async function reportPage(bundle: RunBundle): Promise<RenderPage> {
  const input = await inputOf(bundle);
  return (pages) => renderReportHtml(ORDERS_REPORT, input, pages);
}

function failedRunPage({ contents }: RunBundle): RenderPage {
  const run = failedRunOf(contents);
  if (run === undefined) throw new StreambookError('BAD_REPORT', 'an attached file is missing');
  return () => renderFailedRunHtml(ORDERS_REPORT, run);
}

/**
 * Prints a report again from what is attached to it; by the same version of Chromium where this machine has it.
 *
 * @throws StreambookError BAD_REPORT when the attached data make no report; and as {@link printPdf}.
 */
export async function reprint(bundle: RunBundle, signal?: AbortSignal): Promise<Printed> {
  const page = bundle.document === 'report' ? await reportPage(bundle) : failedRunPage(bundle);
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
