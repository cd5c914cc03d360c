import type { TitlePage } from '../config/title-page.js';

/** What a PDF says of itself beside its title, and a page in its `meta` elements. */
export interface DocumentProperties {
  readonly title: string;
  readonly authors: readonly string[];
  readonly subject: string;
  readonly keywords: readonly string[];
  /** The program that made it: "Streambook 0.1.0". */
  readonly creator: string;
}

/** The language of every report. */
export const REPORT_LANGUAGE = 'en-GB';

/** @param keywords Of the pipeline; those of the title page follow them. */
export const documentProperties = (
  keywords: readonly string[] | undefined,
  { title, subject, creator }: Pick<DocumentProperties, 'title' | 'subject' | 'creator'>,
  { authors = [], keywords: own = [] }: TitlePage = {},
): DocumentProperties => ({ title, subject, creator, authors, keywords: [...(keywords ?? []), ...own] });

/** The PDF with its properties filled in. Chromium writes title, language and dates alone. */
export async function withProperties(pdf: Uint8Array, properties: DocumentProperties): Promise<Uint8Array> {
  const { title, authors, subject, keywords, creator } = properties;
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setTitle(title, { showInWindowTitleBar: true });
  if (authors.length > 0) document.setAuthor(authors.join(', '));
  document.setSubject(subject);
  document.setKeywords([keywords.join(', ')]);
  document.setCreator(creator);
  document.setLanguage(REPORT_LANGUAGE);
  return document.save();
}
