import { firstLine, StreambookError } from '../core/errors.js';

/** A file inside a PDF. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
  /** What readers see beside the name. */
  readonly describes: string;
}

/** The PDF with files attached to it. What is on its pages, its outline and its tags stay as they are. */
export async function attachFiles(pdf: Uint8Array, files: readonly Attachment[]): Promise<Uint8Array> {
  const { AFRelationship, PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const { name, text, describes } of files) {
    await document.attach(Buffer.from(text), name, {
      mimeType: 'application/json',
      description: describes,
      afRelationship: AFRelationship.Source,
    });
  }
  return document.save();
}

/**
 * The texts of the files that a PDF carries, by their names.
 *
 * @param name What the PDF is called in messages.
 * @throws StreambookError BAD_REPORT when it is no PDF.
 */
export async function readAttachments(pdf: Uint8Array, name: string): Promise<ReadonlyMap<string, string>> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  // The reader takes the bytes away from whoever gives them to it.
  const loading = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  try {
    const document = await loading.promise;
    const found = (await document.getAttachments()) as Record<string, { content: Uint8Array }> | null;
    return new Map(
      Object.entries(found ?? {}).map(([file, { content }]) => [file, Buffer.from(content).toString('utf8')]),
    );
  } catch (error) {
    throw new StreambookError('BAD_REPORT', `${name} cannot be read as a PDF: ${firstLine(error)}`, {
      cause: error,
    });
  } finally {
    await loading.destroy();
  }
}
