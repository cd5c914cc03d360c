import { PDFDocument, type PDFPage, rgb } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { compareDrawings } from '../../src/report/page-differences.js';

const A4: [number, number] = [595, 842];

async function pdfOf(draw: (page: PDFPage) => unknown): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  draw(document.addPage(A4));
  return document.save();
}

/** An 8 as high as one of a font of eight points. */
function drawEight(page: PDFPage): void {
  for (const y of [401.3, 404]) page.drawEllipse({ x: 300, y, xScale: 1.5, yScale: 1.3, borderWidth: 0.7 });
}

const kinds = async (expected: Uint8Array, found: Uint8Array) =>
  (await compareDrawings(expected, found)).differences.map(({ kind }) => kind);

describe('compareDrawings', () => {
  it('finds an 8 of eight points that was made a 9', async () => {
    const eight = await pdfOf(drawEight);
    const nine = await pdfOf((page) => {
      drawEight(page);
      page.drawRectangle({ x: 298, y: 401, width: 1.5, height: 1.2, color: rgb(1, 1, 1) });
    });
    expect(await kinds(eight, nine)).toEqual(['picture']);
  });

  it('finds a digit that was made pale', async () => {
    const pale = await pdfOf((page) => {
      drawEight(page);
      page.drawRectangle({ x: 298, y: 399, width: 4, height: 6, color: rgb(1, 1, 1), opacity: 0.3 });
    });
    expect(await kinds(await pdfOf(drawEight), pale)).toEqual(['picture']);
  });

  it('takes a page that is written otherwise and looks the same', async () => {
    const eight = await pdfOf(drawEight);
    const covered = await pdfOf((page) => {
      page.drawRectangle({ x: 298, y: 399, width: 4, height: 6, color: rgb(1, 1, 1) });
      drawEight(page);
    });
    expect(await kinds(eight, covered)).toEqual([]);
  });
});
