/** What a PDF says of itself, and readers show in their list of files; dates differ from print to print. */
export interface PdfProperties {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly keywords: string;
  readonly creator: string;
}

export async function pdfProperties(pdf: Uint8Array): Promise<PdfProperties> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return {
    title: document.getTitle() ?? '',
    author: document.getAuthor() ?? '',
    subject: document.getSubject() ?? '',
    keywords: document.getKeywords() ?? '',
    creator: document.getCreator() ?? '',
  };
}
