import type { Browser } from 'puppeteer';
import { StreambookError } from '../core/errors.js';
import { withBrowser, type BrowserOptions } from './browser.js';
import { layOutForPaper } from './paper.js';
import { type HeadingPages, readPdfPages } from './pdf-pages.js';

export interface Printed {
  readonly pdf: Uint8Array;
  /** The page that was printed, with its page numbers. */
  readonly html: string;
  readonly pages: number;
  readonly chromiumVersion: string;
}

/** Numbers in the table of contents move nothing, as a rule; should they, one more printing settles it. */
const PRINTINGS_MAX = 4;

async function printOnce(browser: Browser, html: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.setContent(html, { waitUntil: 'load' });
    await layOutForPaper(page);
    return await page.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      outline: true,
      tagged: true,
      waitForFonts: true,
    });
  } finally {
    await page.close();
  }
}

const samePages = (one: HeadingPages, other: HeadingPages): boolean =>
  one.size === other.size && [...one].every(([id, page]) => other.get(id) === page);

/** Makes the page from what is known of its printing; at first no heading has a page number. */
export type RenderPage = (pages: HeadingPages, chromiumVersion: string) => string;

/**
 * Prints a page to PDF: tagged, with an outline, and with the page numbers in its table of contents. CSS cannot fill
 * these in (Chromium has no `target-counter()`), so the page is printed, the numbers are read from the PDF, and it is
 * printed again with them until they agree.
 *
 * @throws StreambookError NO_BROWSER, BROWSER_UNPACK_FAILED, BROWSER_FAILED; PRINT_UNSTABLE when the numbers never agree.
 */
export async function printPdf(render: RenderPage, options: BrowserOptions): Promise<Printed> {
  return withBrowser(options, async (browser) => {
    const [, chromiumVersion = 'unknown'] = (await browser.version()).split('/');
    let pages: HeadingPages = new Map();
    for (let printing = 1; printing <= PRINTINGS_MAX; printing += 1) {
      const html = render(pages, chromiumVersion);
      const pdf = await printOnce(browser, html);
      const { count, targets } = await readPdfPages(pdf);
      if (samePages(pages, targets)) {
        return { pdf, html, pages: count, chromiumVersion };
      }
      pages = targets;
    }
    throw new StreambookError(
      'PRINT_UNSTABLE',
      `The page numbers of the report did not settle in ${PRINTINGS_MAX} printings`,
    );
  });
}
