import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { renderReportHtml } from '../../src/report/document.js';
import type { HeadingPages } from '../../src/report/pdf-pages.js';
import { printPdf } from '../../src/report/print.js';
import { bundledChromiumFolder } from '../../src/report/write.js';
import { readPdf } from './pdf-reader.js';
import { SMALL_REPORT, smallInput } from './small-report.js';

const options = { bundledFolder: bundledChromiumFolder() };

describe('printing', () => {
  test('fills in the pages of the contents, with an outline, tags and fonts of its own', async () => {
    let pages: HeadingPages = new Map();
    const printed = await printPdf((at) => {
      pages = at;
      return renderReportHtml(SMALL_REPORT, smallInput(), at);
    }, options);
    const pdf = await readPdf(printed.pdf);
    expect(pdf.pages).toHaveLength(printed.pages);
    expect(pdf.pages[1]).toContain(`2 The run ${pages.get('run')}`);
    expect(pdf.pages[(pages.get('run') ?? 0) - 1]).toContain('2 The run');
    expect(pdf.isTagged).toBe(true);
    expect(pdf.outline.flatMap(({ items }) => items.map(({ title }) => title.trim()))).toContain(
      'Bibliography',
    );
    const names = [
      ...Buffer.from(printed.pdf)
        .toString('latin1')
        .matchAll(/\/FontName \/[A-Z]{6}\+(\w+)/g),
    ];
    expect(new Set(names.map(([, name]) => name))).toEqual(new Set(['SourceSans3']));
  });

  test('asks the network for nothing, whatever the page wants', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const urls = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
      const wants = urls.map((url) => `<img src="${url}/image"><link rel="stylesheet" href="${url}/style">`);
      const { pdf } = await printPdf(
        () =>
          `<!doctype html><title>x</title>${wants.join('')}<script>fetch("${urls[0]}/fetch")</script><p>printed`,
        options,
      );
      expect((await readPdf(pdf)).pages).toEqual(['printed']);
      expect(requests).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('gives up when page numbers never settle', async () => {
    let printings = 0;
    const restless = () => {
      printings += 1;
      const breaks = '<p style="break-after: page">page</p>'.repeat(printings);
      return `<!doctype html><a href="#end">x</a>${breaks}<h1 id="end">end</h1>`;
    };
    await expect(printPdf(restless, options)).rejects.toMatchObject({ code: 'PRINT_UNSTABLE' });
    expect(printings).toBe(4);
  });
});
