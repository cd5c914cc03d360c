import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { waitFor } from '../../src/core/deadline.js';
import { withBrowser } from '../../src/report/browser.js';
import { bundledChromiumFolder } from '../../src/report/write.js';

const START_TIMEOUT_MS = 180_000;
const CELLS_TIMEOUT_MS = 300_000;
const END_TIMEOUT_MS = 30_000;
const ARTEFACTS = join(PROJECT_ROOT, '.streambook', 'artefacts');

let lab: ChildProcess;
let address: string;

/** JupyterLab prints the address with the token that opens it. */
async function addressOf(process: ChildProcess): Promise<string> {
  if (process.stderr === null) throw new Error('no output');
  for await (const line of createInterface({ input: process.stderr })) {
    const [found] = /http:\/\/127\.0\.0\.1:\d+\/lab\?token=\w+/.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error('JupyterLab ended without telling its address');
}

beforeAll(async () => {
  lab = spawn('npx', ['streambook', 'lab', '--no-browser', '--port', '18888'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, STREAMBOOK_HOME: inject('home') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  address = await addressOf(lab);
  lab.stderr?.resume();
}, START_TIMEOUT_MS);

afterAll(() => {
  if (lab.exitCode === null) lab.kill('SIGTERM');
});

/** The texts of what the page has under a selector. The page's own types are not known here, so it is asked in its words. */
const textsOf = async (page: Page, selector: string) =>
  (await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(({ textContent }) => textContent)`,
  )) as readonly string[];

/** JupyterLab's own command, as its menu runs it. */
async function runAll(page: Page): Promise<void> {
  await page.waitForSelector('.jp-Notebook .jp-CodeCell', { timeout: START_TIMEOUT_MS });
  // The notebook's own light shows "idle" before there is a kernel.
  await waitFor(
    async () => (await textsOf(page, '#jp-main-statusbar')).join().includes('TypeScript | Idle') || undefined,
    { what: 'the kernel is ready', timeoutMs: START_TIMEOUT_MS, intervalMs: 500 },
  );
  await page.click('.lm-MenuBar-item ::-p-text(Run)');
  await page.click('.lm-Menu-item[data-command="runmenu:run-all"]');
}

it(
  'notebook 03 runs in JupyterLab by Run All: chart drawn, no error output',
  async () => {
    const shown = await withBrowser(
      { bundledFolder: bundledChromiumFolder(), reachesThisMachine: true },
      async (browser) => {
        const page = await browser.newPage();
        await page.setViewport({ width: 1280, height: 1600 });
        const notebook = new URL(address);
        notebook.pathname = '/lab/tree/orders/03-structured-streaming.ipynb';
        await page.goto(notebook.href, { timeout: START_TIMEOUT_MS });
        await runAll(page);
        const prompts = () => textsOf(page, '.jp-CodeCell .jp-InputPrompt');
        await waitFor(async () => (await prompts()).every((prompt) => /\[\d+\]/.test(prompt)) || undefined, {
          what: 'every cell has run',
          timeoutMs: CELLS_TIMEOUT_MS,
          intervalMs: 500,
        });
        const outputs = {
          prompts: await prompts(),
          charts: (await page.$$('.vega-embed canvas, .vega-embed svg')).length,
          tables: (await page.$$('.jp-OutputArea-output table')).length,
          errors: await textsOf(page, '[data-mime-type="application/vnd.jupyter.stderr"]'),
        };
        await page.evaluate(`document.querySelector('.vega-embed').scrollIntoView({ block: 'center' })`);
        await mkdir(ARTEFACTS, { recursive: true });
        await page.screenshot({ path: join(ARTEFACTS, 'jupyterlab-03.png') });
        return outputs;
      },
    );
    expect(shown.errors).toEqual([]);
    expect(shown.charts).toBeGreaterThan(0);
    expect(shown.tables).toBeGreaterThan(3);
    expect(shown.prompts.length).toBeGreaterThan(15);
  },
  START_TIMEOUT_MS + CELLS_TIMEOUT_MS,
);

it('nothing is left behind when npx is killed', async () => {
  const ended = once(lab, 'exit');
  lab.kill('SIGKILL');
  await ended;
  await waitFor(
    async () => ((await fetch(address).catch(() => undefined)) === undefined ? true : undefined),
    {
      what: 'JupyterLab has ended',
      timeoutMs: END_TIMEOUT_MS,
      intervalMs: 500,
    },
  );
});
