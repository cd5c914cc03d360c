import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas } from 'canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Margins of a page in millimetres: what lies between them is for the text. */
const [TOP_MM, BOTTOM_MM, HEIGHT_MM] = [26, 23, 297];
/** Darker than any tint of paper: the sum of red, green and blue. */
const INK_MAX = 3 * 240;

/** Draws each page and tells which share of the space for text stays empty at its bottom. */
export async function emptyShares(pdf: Uint8Array): Promise<readonly number[]> {
  const loading = getDocument({
    data: Uint8Array.from(pdf),
    verbosity: 0,
    standardFontDataUrl: `${join(pdfjsFolder, 'standard_fonts')}/`,
  });
  try {
    const document = await loading.promise;
    const shares: number[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: 0.6 });
      const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
      const canvas = createCanvas(width, height);
      const canvasContext = canvas.getContext('2d') as never;
      await page.render({ canvasContext, viewport }).promise;
      const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
      const hasInk = (row: number) => {
        for (let at = 4 * width * row; at < 4 * width * (row + 1); at += 4) {
          if (data[at]! + data[at + 1]! + data[at + 2]! < INK_MAX) return true;
        }
        return false;
      };
      const rowOf = (mm: number) => Math.round((mm / HEIGHT_MM) * height);
      const [top, bottom] = [rowOf(TOP_MM), rowOf(HEIGHT_MM - BOTTOM_MM)];
      let last = bottom;
      while (last > top && !hasInk(last)) last -= 1;
      shares.push((bottom - last) / (bottom - top));
    }
    return shares;
  } finally {
    await loading.destroy();
  }
}
