import { readFile } from 'node:fs/promises';
import { firstLine, StreambookError } from '../runtime/errors.js';

/** The name under which a report carries its manifest. */
const MANIFEST_FILE = 'manifest.json';

/** The PDF with a text attached to it. What is on its pages, its outline and its tags stay as they are. */
export async function attachManifest(pdf: Uint8Array, manifest: string): Promise<Uint8Array> {
  const { AFRelationship, PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  await document.attach(Buffer.from(manifest), MANIFEST_FILE, {
    mimeType: 'application/json',
    description: 'What the run was made from, and the numbers that follow from it',
    afRelationship: AFRelationship.Source,
  });
  return document.save();
}

/**
 * The manifest that a report carries.
 *
 * @throws StreambookError BAD_REPORT when the file is no PDF, or carries none.
 */
export async function readAttachedManifest(file: string): Promise<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 });
  try {
    const document = await loading.promise;
    const attachments = (await document.getAttachments()) as Record<string, { content: Uint8Array }> | null;
    const found = attachments?.[MANIFEST_FILE];
    if (found !== undefined) return Buffer.from(found.content).toString('utf8');
  } catch (error) {
    throw new StreambookError('BAD_REPORT', `${file} cannot be read as a PDF: ${firstLine(error)}`, {
      cause: error,
    });
  } finally {
    await loading.destroy();
  }
  throw new StreambookError(
    'BAD_REPORT',
    `${file} carries no ${MANIFEST_FILE}: it is no report of Streambook`,
  );
}
