import { PDFDocument, PDFDict, PDFName } from '@cantoo/pdf-lib';
import { attachFiles, readAttachments } from '../../../src/report/pdf-attachment.js';

export type Attached = ReadonlyMap<string, string>;

export const attachedTo = (pdf: Uint8Array): Promise<Attached> => readAttachments(pdf, 'the report');

/** The pages alone. */
export async function withoutAttachments(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.catalog.delete(PDFName.of('AF'));
  document.catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.delete(PDFName.of('EmbeddedFiles'));
  return document.save();
}

/** The pages of one document with other attachments. */
export async function withAttachments(pdf: Uint8Array, attached: Attached): Promise<Uint8Array> {
  const files = [...attached].map(([name, text]) => ({ name, text, describes: name }));
  return attachFiles(await withoutAttachments(pdf), files);
}

/** One attached file changed. */
export async function withEdited(
  pdf: Uint8Array,
  name: string,
  edit: (text: string) => string,
): Promise<Uint8Array> {
  const attached = new Map(await attachedTo(pdf));
  const text = attached.get(name) ?? '';
  const edited = edit(text);
  if (edited === text) throw new Error(`${name} was not changed`);
  return withAttachments(pdf, attached.set(name, edited));
}

/** Removes, adds or draws on pages; attachments stay. */
export async function withPages(
  pdf: Uint8Array,
  change: (document: PDFDocument) => unknown,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  await change(document);
  return document.save();
}

/** Puts a page of another document in, at the index. */
export async function insertPage(
  document: PDFDocument,
  index: number,
  other: Uint8Array,
  page: number,
): Promise<void> {
  const [copied] = await document.copyPages(await PDFDocument.load(other), [page]);
  if (copied !== undefined) document.insertPage(index, copied);
}
