import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';

/** The words of each page in the order of the text, charts included: their labels are text as well. */
export async function wordsByPage(pdf: Uint8Array): Promise<readonly (readonly string[])[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // The reader takes the bytes away from whoever gives them to it.
  const loading = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await loading.promise;
    const pages: (readonly string[])[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      const text = items
        .filter((item): item is TextItem => 'str' in item)
        .map((item) => item.str + (item.hasEOL ? '\n' : ''))
        .join('');
      pages.push(text.split(/\s+/).filter((word) => word !== ''));
    }
    return pages;
  } finally {
    await loading.destroy();
  }
}
