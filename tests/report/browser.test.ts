import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserCandidates, withBrowser, type BrowserOptions } from '../../src/report/browser.js';
import { bundledChromiumFolder } from '../../src/report/write.js';

let temporary: string;
/** No browser on the PATH, and none in the home folder. */
let options: BrowserOptions;

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'browser-test-'));
  await mkdir(join(temporary, 'bin'));
  await mkdir(join(temporary, 'tmp'));
  vi.stubEnv('TMPDIR', join(temporary, 'tmp'));
  options = {
    bundledFolder: bundledChromiumFolder(),
    env: { ...process.env, PATH: join(temporary, 'bin'), PUPPETEER_EXECUTABLE_PATH: '' },
  };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true });
});

const profilesLeft = () => readdir(join(temporary, 'tmp'));
const named = (path: string): BrowserOptions => ({
  ...options,
  env: { ...options.env, PUPPETEER_EXECUTABLE_PATH: path },
});

async function executable(name: string, content = '#!/bin/sh\n'): Promise<string> {
  const path = join(temporary, 'bin', name);
  await writeFile(path, content);
  await chmod(path, 0o755);
  return path;
}

async function candidates(of: BrowserOptions) {
  const found = [];
  for await (const candidate of browserCandidates(of)) found.push(candidate);
  return found;
}

describe('which browser', () => {
  test('the one that PUPPETEER_EXECUTABLE_PATH names, and no other', async () => {
    const path = await executable('my-chrome');
    await executable('chromium');
    expect(await candidates(named(path))).toEqual([
      { source: 'PUPPETEER_EXECUTABLE_PATH', executablePath: path, env: {} },
    ]);
  });

  test.each(['/no/such/chrome', tmpdir()])('a name that leads nowhere is an error: %s', async (path) => {
    await expect(withBrowser(named(path), () => Promise.resolve())).rejects.toMatchObject({
      code: 'NO_BROWSER',
      message: `PUPPETEER_EXECUTABLE_PATH is "${path}": no executable file there; name a Chrome or Chromium, or unset it`,
    });
  });

  test('an installed one before the bundled one', async () => {
    const path = await executable('chromium');
    const found = await candidates(options);
    const sources = found.map((candidate) => candidate.source);
    expect(found.find((candidate) => candidate.executablePath === path)?.source).toBe('installed');
    expect(sources.at(-1)).toBe('bundled');
    expect(sources.indexOf('installed')).toBeLessThan(sources.indexOf('bundled'));
  });

  test.each([
    ['a stub', '#!/bin/sh\necho "install the snap" >&2; exit 1'],
    ['an old one', '#!/bin/sh\necho "Chromium 90.0.4430.212"'],
    ['one of another system', '\x7fELF nothing that runs here'],
    ['one without its interpreter', '#!/no/such/shell'],
  ])('%s is passed over', async (_, content) => {
    await executable('chromium', content);
    expect(await withBrowser(options, (browser) => browser.version())).toMatch(/Chrome\/\d+/);
  });

  test('a named one that does not start is an error that names it', async () => {
    const path = await executable('my-chrome', '#!/bin/sh\nexit 1');
    const attempt = withBrowser(named(path), () => Promise.resolve());
    await expect(attempt).rejects.toMatchObject({ code: 'BROWSER_FAILED' });
    await expect(attempt).rejects.toThrow(path);
    expect(await profilesLeft()).toEqual([]);
  });
});

describe('afterwards no process and no profile is left', () => {
  const pids: number[] = [];
  const isGone = (pid: number) => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  };

  afterEach(async () => {
    expect(pids.length).toBeGreaterThan(0);
    await vi.waitFor(() => expect(pids.filter((pid) => !isGone(pid))).toEqual([]));
    expect(await profilesLeft()).toEqual([]);
    pids.length = 0;
  });

  test('when all went well', async () => {
    await withBrowser(options, (browser) => {
      pids.push(browser.process()?.pid ?? 0);
      return Promise.resolve();
    });
  });

  test('when the work failed', async () => {
    const attempt = withBrowser(options, (browser) => {
      pids.push(browser.process()?.pid ?? 0);
      return Promise.reject(new Error('no paper'));
    });
    await expect(attempt).rejects.toThrow('no paper');
  });

  test('when the work was aborted', async () => {
    const controller = new AbortController();
    const attempt = withBrowser({ ...options, signal: controller.signal }, async (browser) => {
      pids.push(browser.process()?.pid ?? 0);
      const page = await browser.newPage();
      controller.abort(new Error('Ctrl-C'));
      await page.setContent('<p>never</p>');
    });
    await expect(attempt).rejects.toThrow('Ctrl-C');
  });

  test('when the browser that was killed leaves the work waiting', async () => {
    const controller = new AbortController();
    const attempt = withBrowser({ ...options, signal: controller.signal }, (browser) => {
      pids.push(browser.process()?.pid ?? 0);
      controller.abort(new Error('Ctrl-C'));
      return new Promise<never>(() => undefined);
    });
    await expect(attempt).rejects.toThrow('Ctrl-C');
  });
});

test('an abort before the start starts nothing', async () => {
  const attempt = withBrowser({ ...options, signal: AbortSignal.abort(new Error('Ctrl-C')) }, () =>
    Promise.resolve(),
  );
  await expect(attempt).rejects.toThrow('Ctrl-C');
  expect(await profilesLeft()).toEqual([]);
});
