import type { RefProxy } from 'pdfjs-dist/types/src/display/api.js';

/** The page on which each heading stands, by the heading's id. */
export type HeadingPages = ReadonlyMap<string, number>;

export interface PdfPages {
  readonly count: number;
  /** Of everything that a link in the document leads to, by its id; counted from 1. */
  readonly targets: HeadingPages;
}

/** Reads from a PDF on which page each target of a link came to stand. */
export async function readPdfPages(pdf: Uint8Array): Promise<PdfPages> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // The reader takes the bytes away from whoever gives them to it.
  const loading = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await loading.promise;
    const targets = new Map<string, number>();
    for (const [id, [page]] of Object.entries(await document.getDestinations())) {
      targets.set(id, (await document.getPageIndex(page as RefProxy)) + 1);
    }
    return { count: document.numPages, targets };
  } finally {
    await loading.destroy();
  }
}
