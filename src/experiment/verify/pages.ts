import type { Bundle, Renderer } from '../../report/bundle.js';
import { compareDrawings, type ComparedPages, compareWords } from '../../report/page-differences.js';
import { rendererSource } from '../../report/renderer.js';
import type { Pipeline } from '../pipeline.js';
import { reprint } from './reprint.js';

/** How the pages of a report compare with those printed again from what is attached. */
export interface PagesChecked extends ComparedPages {
  readonly expectedPages: number;
  /** All that is drawn, page by page; or only the words in their order, when another renderer printed it. */
  readonly compared: 'drawings' | 'words';
  /** Why words alone were compared. */
  readonly otherRenderer?: string;
}

function otherRenderer(theirs: Renderer, ours: Renderer): string | undefined {
  if (theirs.source_sha256 !== ours.source_sha256) {
    return `another version of Streambook's source printed it (${theirs.source_sha256.slice(0, 12)}, here ${ours.source_sha256.slice(0, 12)})`;
  }
  if (theirs.chromium === ours.chromium) return undefined;
  return `Chromium ${theirs.chromium} printed it, here it is ${ours.chromium}`;
}

export interface CheckOptions {
  readonly signal?: AbortSignal | undefined;
  /** Prints a report from its bundle; {@link reprint} by default. */
  readonly print?: typeof reprint;
}

/** Prints the report again from its bundle, and compares. */
export async function checkPages(
  pipeline: Pipeline,
  pdf: Uint8Array,
  bundle: Bundle,
  { signal, print = reprint }: CheckOptions,
): Promise<PagesChecked> {
  const again = await print(pipeline, bundle, signal);
  const ours = { source_sha256: await rendererSource(), chromium: again.chromiumVersion };
  const other = otherRenderer(bundle.renderer, ours);
  if (other === undefined) {
    return { ...(await compareDrawings(again.pdf, pdf)), expectedPages: again.pages, compared: 'drawings' };
  }
  return {
    ...(await compareWords(again.pdf, pdf)),
    expectedPages: again.pages,
    compared: 'words',
    otherRenderer: other,
  };
}
