import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkPages } from '../../../src/experiment/verify/pages.js';
import type { Bundle } from '../../../src/report/bundle.js';
import { rendererSource } from '../../../src/report/renderer.js';
import { words } from '../words.js';

/** A document of pages with a line each. */
async function pdfOf(...lines: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const line of lines) document.addPage([300, 300]).drawText(line, { x: 20, y: 200, size: 12 });
  return document.save();
}

const CHROMIUM = '147.0.1.2';
let source: string;
beforeAll(async () => void (source = await rendererSource()));

const bundleBy = (renderer: Partial<Bundle['renderer']> = {}): Bundle => ({
  document: 'report',
  runId: 'a-run',
  renderer: { source_sha256: source, chromium: CHROMIUM, ...renderer },
  contents: {},
});

/** Compares with these pages, which this machine prints from the attached data. */
const checked = async (found: Uint8Array, expected: readonly string[], bundle = bundleBy()) => {
  const pdf = await pdfOf(...expected);
  const print = () => Promise.resolve({ pdf, html: '', pages: expected.length, chromiumVersion: CHROMIUM });
  return checkPages(words, found, bundle, { print });
};

describe('the pages of a report that the same renderer printed', () => {
  it('are compared by all that is drawn', async () => {
    expect(await checked(await pdfOf('one', 'two'), ['one', 'two'])).toEqual({
      pages: 2,
      expectedPages: 2,
      compared: 'drawings',
      differences: [],
    });
  });

  it('differ by a word, and by a page that is missing', async () => {
    const { pages, expectedPages, differences } = await checked(await pdfOf('it took 10 ms to count'), [
      'it took 12 ms to count',
      'two',
    ]);
    expect([pages, expectedPages]).toEqual([1, 2]);
    expect(differences).toMatchObject([
      { kind: 'words', page: 1, expected: expect.stringContaining('12') as string },
      { kind: 'missing', expectedPage: 2 },
    ]);
  });
});

describe('the pages of a report that another renderer printed', () => {
  it('are compared by their words, whatever stands where: its version of the source is named', async () => {
    const other = bundleBy({ source_sha256: 'f'.repeat(64) });
    const { compared, otherRenderer, differences } = await checked(
      await pdfOf('one two'),
      ['one', 'two'],
      other,
    );
    expect([compared, differences]).toEqual(['words', []]);
    expect(otherRenderer).toBe(
      `another version of Streambook's source printed it (ffffffffffff, here ${source.slice(0, 12)})`,
    );
  });

  it('of another Chromium are so, too', async () => {
    const other = bundleBy({ chromium: '150.0.0.0' });
    const { compared, otherRenderer } = await checked(await pdfOf('one'), ['one'], other);
    expect([compared, otherRenderer]).toEqual([
      'words',
      `Chromium 150.0.0.0 printed it, here it is ${CHROMIUM}`,
    ]);
  });

  it('do not hold by another word', async () => {
    const { differences } = await checked(
      await pdfOf('p95 10 ms'),
      ['p95 12 ms'],
      bundleBy({ chromium: '1' }),
    );
    expect(differences).toMatchObject([{ kind: 'words', page: 1 }]);
  });
});
