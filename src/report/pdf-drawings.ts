import { createHash } from 'node:crypto';
import type { PDFContext, PDFDict as Dict, PDFObject } from '@cantoo/pdf-lib';

/** What leads from a page to the rest of the document, and says nothing about how the page looks. */
const LEADS_AWAY = new Set(['/Parent', '/P', '/StructParents', '/StructParent', '/Dest']);

/** What a page may take from the tree of pages above it (ISO 32000-2, table 31). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];

/** What one page is made of, by hashes. */
export interface PageHashes {
  /** Of everything that it is drawn from: size, operators, fonts, images. */
  readonly drawing: string;
  /** Of links, stamps, fields: they can be shown on a screen alone, or on paper alone. */
  readonly annotations: string;
}

/** Pages with the same hashes look the same in every reader. */
export async function pageHashes(pdf: Uint8Array): Promise<readonly PageHashes[]> {
  const { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFRawStream, PDFStream } =
    await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const context: PDFContext = document.context;
  // A link to a page says where it leads, not what stands there.
  const known = new Map(document.getPages().map(({ ref }, index) => [ref.toString(), `page ${index}`]));

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

  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const annotationsKey = PDFName.of('Annots');
  return document.getPages().map(({ node }) => {
    const inherited = INHERITED.map((name) => {
      const value = node.getInheritableAttribute(PDFName.of(name));
      return `${name} ${value === undefined ? '' : textOf(value)}`;
    });
    const annotations = node.get(annotationsKey);
    const own = node.clone();
    own.delete(annotationsKey);
    return {
      drawing: sha256([...inherited, dictText(own)].join('\n')),
      annotations: sha256(annotations === undefined ? '[]' : textOf(annotations)),
    };
  });
}
