import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batches } from '../../src/charts/batches.js';
import { vegaLiteChart } from '../../src/charts/spec.js';
import { projectPaths } from '../../src/config/paths.js';
import { latencyHistogramChart } from '../../src/notebooks/charts/latency-histogram.js';
import { partitionMap } from '../../src/notebooks/charts/partition-map.js';
import { triggerLatencyChart } from '../../src/notebooks/charts/trigger-latency.js';
import { chartBundle } from '../../src/notebooks/display/charts.js';
import { tableBundle, viewOfRows } from '../../src/notebooks/display/tables.js';
import { notebookFragments } from '../../src/notebooks/fragments.js';
import { notebookPage } from '../../src/notebooks/page.js';
import { withParameters } from '../../src/notebooks/parameters.js';
import type { Cell } from '../../src/notebooks/source.js';
import { withBrowser } from '../../src/report/browser.js';
import { bundledChromiumFolder } from '../../src/report/write.js';

const WIDE_ROW = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`column_${index}`, 'a long value']),
);

const codeCell = (source: string, data: object, tags: readonly string[] = []): Cell => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: { tags: [...tags] },
  source,
  outputs: [{ output_type: 'display_data', data, metadata: {} }],
});

const trigger = (seconds: number, p50: number) => ({
  trigger_seconds: seconds,
  batches: 3,
  p50,
  p95: 2 * p50,
  p99: 3 * p50,
});

/** Charts of the kit, and one whose labels take much of its width. */
const CHARTS = [
  latencyHistogramChart([100, 110, 120, 130, 900]),
  partitionMap([
    { partition: 0, leader: 1, replicas: [1, 2], in_sync: [1, 2] },
    { partition: 1, leader: 2, replicas: [2, 1], in_sync: [2] },
  ]),
  triggerLatencyChart([trigger(0, 100), trigger(3, 1600)]),
  batches(
    Array.from({ length: 20 }, (_, id) => ({ batch_id: id, second: id / 2, rows: 3, duration_ms: 150 + id })),
  ),
  vegaLiteChart({
    width: 500,
    data: {
      values: ['Airport', 'Railway station, north', 'Botanical garden'].map((to, rides) => ({ to, rides })),
    },
    mark: 'bar',
    encoding: {
      x: { field: 'rides', type: 'quantitative', title: 'Rides' },
      y: { field: 'to', type: 'nominal', title: 'Destination' },
    },
  }),
];

/** A notebook with charts, a wide table and parameters from outside. */
async function notebook() {
  const charts = await Promise.all(
    CHARTS.map(async (chart) => codeCell('await show(chart);', await chartBundle(chart))),
  );
  const cells: Cell[] = [
    { cell_type: 'markdown', metadata: {}, source: '# 06 · Some charts\n\nText with `code`.' },
    codeCell('const seed = 42;', {}, ['parameters']),
    codeCell('await show(wide);', tableBundle(viewOfRows([WIDE_ROW]))),
    ...charts,
  ];
  const language = { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' };
  const metadata = {
    kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
    language_info: language,
  };
  return withParameters({ nbformat: 4, nbformat_minor: 4, metadata, cells }, { seed: 7 });
}

let folder: string;
let page: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notebook-page-'));
  const file = join(folder, '06-charts.ipynb');
  await writeFile(file, JSON.stringify(await notebook()));
  const { [file]: markup = '' } = await notebookFragments(projectPaths().venv, [file]);
  page = notebookPage('06-charts', markup);
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

interface Seen {
  readonly charts: number;
  /** Texts that reach out of their chart. */
  readonly clipped: readonly string[];
  /** Height of the smallest text of a chart, in pixels of the screen. */
  readonly smallest: number;
  readonly pageWidth: number;
  readonly hasFont: boolean;
  readonly text: string;
}

/** Runs in the browser. */
const LOOK = `(async () => {
  await document.fonts.ready;
  const charts = [...document.querySelectorAll('.output_svg svg')];
  const textsOf = (chart) =>
    [...chart.querySelectorAll('text')].map((text) => ({ text, box: text.getBoundingClientRect() }));
  const clipped = charts.flatMap((chart) => {
    const { left, right, top, bottom } = chart.getBoundingClientRect();
    const isOutside = ({ box }) =>
      box.width > 0 &&
      (box.left < left - 1 || box.right > right + 1 || box.top < top - 2 || box.bottom > bottom + 2);
    return textsOf(chart).filter(isOutside).map(({ text }) => text.textContent);
  });
  const heights = charts.flatMap(textsOf).map(({ box }) => box).filter((box) => box.width > 0);
  return {
    charts: charts.length,
    clipped,
    smallest: Math.min(...heights.map((box) => box.height)),
    pageWidth: document.documentElement.scrollWidth,
    hasFont: document.fonts.check("11px 'Source Sans 3'"),
    text: document.body.innerText,
  };
})()`;

/** What a reader of the page sees, and what the page asked the network for. */
async function look(browser: Browser, width: number) {
  const tab = await browser.newPage();
  try {
    const requests: string[] = [];
    tab.on('request', (request) => {
      if (!request.url().startsWith('data:')) requests.push(request.url());
    });
    await tab.setViewport({ width, height: 900 });
    await tab.setContent(page, { waitUntil: 'load' });
    const seen = (await tab.evaluate(LOOK)) as Seen;
    return { ...seen, requests };
  } finally {
    await tab.close();
  }
}

describe('an exported notebook', () => {
  it('has no script and loads nothing from anywhere', () => {
    expect(page).not.toMatch(/<script|<link|@import|src="http|url\(['"]?http/);
  });

  it('shows every chart whole, in the font that it was laid out with, on a desktop and on a phone', async () => {
    await withBrowser({ bundledFolder: bundledChromiumFolder() }, async (browser) => {
      for (const width of [1280, 390]) {
        const seen = await look(browser, width);
        expect({ width, ...seen }).toMatchObject({
          width,
          charts: CHARTS.length,
          clipped: [],
          hasFont: true,
          requests: [],
          pageWidth: width,
        });
        expect(seen.smallest).toBeGreaterThanOrEqual(9);
        expect(seen.text).toContain('Parameters of this run');
      }
    });
  }, 60_000);
});
