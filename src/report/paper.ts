import type { Page } from 'puppeteer';
import { type Block, type PlacedBlock, placeBlocks } from './page-layout.js';

/** The little of the DOM that is used inside the page. TypeScript's own library of it would be visible in every module. */
interface PageElement {
  readonly tagName: string;
  readonly textContent: string;
  readonly children: ArrayLike<PageElement>;
  readonly previousElementSibling: PageElement | null;
  readonly classList: { contains(name: string): boolean; add(name: string): void };
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  readonly style: { setProperty(name: string, value: string): void; removeProperty(name: string): void };
  getBoundingClientRect(): Readonly<Record<'top' | 'bottom' | 'width' | 'height', number>>;
  after(other: PageElement): void;
  setAttribute(name: string, value: string): void;
}
declare const document: {
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
};
declare function getComputedStyle(element: PageElement): { getPropertyValue(name: string): string };

/** What the margins of `@page` leave of A4. */
const PAGE_WIDTH = '166mm';
const PAGE_HEIGHT_PX = (248 / 25.4) * 96;

/** Chromium rounds heights; a block that fits by less than this may not fit. */
const SLACK_PX = 1.5;

/** Smaller than this, entries of the table of contents are hard to read. */
const CONTENTS_SHARE_MIN = 0.75;

/**
 * Runs inside the page: what scrolls on a screen because it is too wide becomes smaller on paper. Chromium would make
 * every page of the document smaller instead.
 */
function fitWideBoxes(): void {
  for (const box of document.querySelectorAll('.scroll')) {
    const content = box.children[0];
    const share = box.getBoundingClientRect().width / (content?.getBoundingClientRect().width ?? 0);
    if (share < 1) content?.style.setProperty('zoom', String(share * 0.99));
  }
}

/** Runs inside the page: a table of contents that is a little longer than a page becomes smaller, so that it is one. */
function fitContents(limits: { readonly pagePx: number; readonly shareMin: number }): void {
  const contents = document.querySelector('.contents');
  const share = limits.pagePx / (contents?.getBoundingClientRect().height ?? 0);
  if (share < 1 && share > limits.shareMin) contents?.style.setProperty('zoom', String(share * 0.99));
}

/** Runs inside the page: measures the blocks of the main part as they are set on paper, and numbers them. */
function measureBlocks(): Block[] {
  const main = document.querySelector('main');
  if (main === null) return [];
  const styleOf = (element: PageElement, name: string) => getComputedStyle(element).getPropertyValue(name);
  const px = (element: PageElement, name: string) => parseFloat(styleOf(element, name)) || 0;
  const measured: Block[] = [];

  const lines = (element: PageElement, heightPx: number): Block['chunks'] => {
    const linePx = px(element, 'line-height');
    const count = Math.round(heightPx / linePx);
    if (linePx === 0 || count < 4) return [{ heightPx, spacePx: 0 }];
    // Two lines at least stay together, at the bottom of a page and at the top of the next.
    const inner = Array.from({ length: count - 4 }, () => linePx);
    return [2 * linePx, ...inner, 2 * linePx].map((chunkPx) => ({ heightPx: chunkPx, spacePx: 0 }));
  };
  const items = (element: PageElement): Block['chunks'] => {
    const boxes = Array.from(element.children, (child) => child.getBoundingClientRect());
    return boxes.map(({ top, height }, index) => ({
      heightPx: height,
      spacePx: index === 0 ? 0 : top - boxes[index - 1]!.bottom,
    }));
  };
  const chunks = (element: PageElement): Block['chunks'] => {
    const { height } = element.getBoundingClientRect();
    if (styleOf(element, 'break-inside') !== 'avoid') {
      if (element.tagName === 'P') return lines(element, height);
      if (['UL', 'OL'].includes(element.tagName)) return items(element);
    }
    return [{ heightPx: height, spacePx: 0 }];
  };
  const rows = (element: PageElement): Block['rows'] => {
    const head = element.querySelector('thead');
    const boxes = Array.from(element.querySelectorAll('tbody tr'), (row) => row.getBoundingClientRect());
    const [third, thirdLast] = [boxes[2], boxes[boxes.length - 3]];
    if (head === null || third === undefined || thirdLast === undefined || boxes.length < 8) return undefined;
    const { top, bottom } = element.getBoundingClientRect();
    const heights = [
      third.bottom - top,
      ...boxes.slice(3, -3).map(({ height }) => height),
      bottom - thirdLast.top,
    ];
    return {
      chunks: heights.map((heightPx) => ({ heightPx, spacePx: 0 })),
      headPx: head.getBoundingClientRect().height,
    };
  };
  const isIntroduction = (element: PageElement, next: PageElement | undefined) =>
    element.tagName === 'P' &&
    /:\s*$/.test(element.textContent) &&
    ['UL', 'OL', 'PRE'].includes(next?.tagName ?? '');

  const visit = (element: PageElement, next: PageElement | undefined, beginsChapter: boolean): void => {
    // Nothing floats in a notebook: what a cell shows belongs to the cell.
    if (element.classList.contains('notebook')) return;
    if (['SECTION', 'DIV', 'MAIN'].includes(element.tagName)) {
      const children = Array.from(element.children);
      const isChapter = beginsChapter || element.classList.contains('chapter');
      children.forEach((child, index) => visit(child, children[index + 1], isChapter && index === 0));
      return;
    }
    if (isIntroduction(element, next)) element.style.setProperty('break-after', 'avoid');
    element.setAttribute('data-block', String(measured.length));
    measured.push({
      kind: element.tagName !== 'FIGURE' ? 'text' : element.classList.contains('table') ? 'table' : 'figure',
      chunks: chunks(element),
      marginTopPx: px(element, 'margin-top'),
      marginBottomPx: px(element, 'margin-bottom'),
      keepsWithNext: styleOf(element, 'break-after') === 'avoid',
      beginsChapter,
      rows: rows(element),
    });
  };
  visit(main, undefined, false);
  return measured;
}

/** Runs inside the page. @param width The main part's; as wide as it can be when absent. */
function setWidth(width?: string): void {
  if (width === undefined) document.querySelector('main')?.style.removeProperty('width');
  else document.querySelector('main')?.style.setProperty('width', width);
}

/** Runs inside the page: brings the numbered blocks into their places. Only figures and tables are moved. */
function arrangeBlocks(placed: readonly PlacedBlock[]): void {
  const elements = Array.from(document.querySelectorAll('[data-block]'));
  placed.forEach(({ block, isDivided }, index) => {
    const [element, before] = [elements[block], elements[placed[index - 1]?.block ?? -1]];
    if (element?.tagName !== 'FIGURE') return;
    if (element.previousElementSibling !== before) before?.after(element);
    if (isDivided) element.classList.add('divided');
  });
}

/**
 * Makes a page ready for paper: what is too wide becomes smaller, and a figure or table that would leave white space at
 * the bottom of a sheet moves behind the text that fills it. The markup that a screen shows stays in the order of reading.
 */
export async function layOutForPaper(page: Page): Promise<void> {
  await page.emulateMediaType('print');
  await page.evaluate(setWidth, PAGE_WIDTH);
  await page.evaluate(fitWideBoxes);
  await page.evaluate(fitContents, { pagePx: PAGE_HEIGHT_PX - SLACK_PX, shareMin: CONTENTS_SHARE_MIN });
  const blocks = await page.evaluate(measureBlocks);
  await page.evaluate(setWidth);
  await page.evaluate(arrangeBlocks, placeBlocks(blocks, PAGE_HEIGHT_PX - SLACK_PX));
}
