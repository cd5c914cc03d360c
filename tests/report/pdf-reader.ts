import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';

export interface OutlineEntry {
  readonly title: string;
  readonly items: readonly OutlineEntry[];
}

export interface ReadPdf {
  /** The text of each page, spaces made plain. */
  readonly pages: readonly string[];
  /** The heights of text that each page has, in points, the smallest first. */
  readonly textHeights: readonly (readonly number[])[];
  readonly title: string | undefined;
  /** Author, Subject, Keywords, Creator, Language and what else it says of itself. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isTagged: boolean;
  readonly outline: readonly OutlineEntry[];
  /** A4 is 595 x 842 points. */
  readonly pageSizes: readonly string[];
}

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Opens a PDF as a reader would. */
export async function readPdf(data: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({
    data: Uint8Array.from(data),
    verbosity: 0,
    standardFontDataUrl: `${join(pdfjsFolder, 'standard_fonts')}/`,
  });
  try {
    const document = await loading.promise;
    const { info } = await document.getMetadata();
    const [pages, pageSizes, textHeights]: [string[], string[], number[][]] = [[], [], []];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      pageSizes.push(`${Math.round(width)} x ${Math.round(height)}`);
      const { items } = await page.getTextContent();
      const text = items.filter((item): item is TextItem => 'str' in item);
      const heights = text
        .filter(({ str }) => str.trim() !== '')
        .map((item) => Math.round(item.height * 10) / 10);
      textHeights.push([...new Set(heights)].sort((one, other) => one - other));
      pages.push(
        text
          .map((item) => item.str + (item.hasEOL ? '\n' : ''))
          .join('')
          .replace(/\s+/g, ' '),
      );
    }
    return {
      pages,
      textHeights,
      pageSizes,
      title: (info as { Title?: string }).Title,
      properties: info as Record<string, unknown>,
      isTagged: (await document.getMarkInfo()) !== null,
      outline: await document.getOutline(),
    };
  } finally {
    await loading.destroy();
  }
}
