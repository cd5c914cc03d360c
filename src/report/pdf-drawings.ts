import { createHash } from 'node:crypto';
import type { PDFContext, PDFDict as Dict, PDFObject } from '@cantoo/pdf-lib';

/** What leads from a page to the rest of the document, and says nothing about how the page looks. */
const LEADS_AWAY = new Set(['/Parent', '/P', '/StructParents', '/StructParent', '/Dest']);

/**
 * A hash of everything that each page is drawn from: its operators, fonts, images and annotations. Pages with the same
 * hash look the same in every reader.
 */
export async function drawingHashes(pdf: Uint8Array): Promise<readonly string[]> {
  const { PDFArray, PDFDict, PDFDocument, PDFRef, PDFRawStream, PDFStream } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const context: PDFContext = document.context;
  const known = new Map<string, string>();

  const dictText = (dict: Dict): string =>
    dict
      .entries()
      .map(([key, value]) => [key.toString(), value] as const)
      .filter(([key]) => !LEADS_AWAY.has(key))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => `${key} ${textOf(value)}`)
      .join('\n');

  const hashOf = (object: PDFObject | undefined): string => {
    const hash = createHash('sha256');
    if (object instanceof PDFRawStream) hash.update(dictText(object.dict)).update(object.contents);
    else if (object !== undefined) hash.update(textOf(object));
    return hash.digest('hex');
  };

  function textOf(object: PDFObject): string {
    if (object instanceof PDFRef) {
      const name = object.toString();
      const found = known.get(name);
      if (found !== undefined) return found;
      // Objects may lead back to themselves.
      known.set(name, 'itself');
      const hash = hashOf(context.lookup(object));
      known.set(name, hash);
      return hash;
    }
    if (object instanceof PDFDict) return `<<${dictText(object)}>>`;
    if (object instanceof PDFArray) return `[${object.asArray().map(textOf).join(' ')}]`;
    if (object instanceof PDFStream) return hashOf(object);
    return object.toString();
  }

  return document.getPages().map((page) => {
    const { width, height } = page.getSize();
    return createHash('sha256')
      .update(`${width} ${height} ${dictText(page.node)}`)
      .digest('hex');
  });
}
