import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unpackBundledChromium } from '../../src/report/bundled-chromium.js';
import { withBrowser } from '../../src/report/browser.js';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'bundled & test-'));
});
afterAll(() => rm(parent, { recursive: true }));

/** Larger than Linux gives to any process. */
const DEAD_PID = 2 ** 22 + 1;

describe.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'unpacking the bundled Chromium',
  () => {
    test('an interrupted one leaves nothing that looks complete', async () => {
      const attempt = unpackBundledChromium(parent, AbortSignal.timeout(100));
      await expect(attempt).rejects.toMatchObject({ name: 'TimeoutError' });
      expect(await readdir(parent)).toEqual([]);
    });

    test('two at once end with one browser, and what dead processes left is removed', async () => {
      await mkdir(join(parent, `.unpacking-${DEAD_PID}-abc`, 'al2023'), { recursive: true });
      const [one, other] = await Promise.all([unpackBundledChromium(parent), unpackBundledChromium(parent)]);
      expect(one).toEqual(other);
      expect(await readdir(parent)).toEqual(['147.0.0']);
      expect((await stat(one.executablePath)).mode & 0o100).toBe(0o100);
    });

    test('the second time it is there at once', async () => {
      const { executablePath } = await unpackBundledChromium(parent);
      const before = (await stat(executablePath)).mtimeMs;
      await unpackBundledChromium(parent);
      expect((await stat(executablePath)).mtimeMs).toBe(before);
    });

    test('it has the libraries that a bare machine lacks', async () => {
      const { executablePath } = await unpackBundledChromium(parent);
      const libraries = await readdir(join(executablePath, '..', 'al2023', 'lib'));
      for (const library of ['libnss3.so', 'libnssutil3.so', 'libnspr4.so', 'libexpat.so.1']) {
        expect(libraries).toContain(library);
      }
    });

    test('it starts with these libraries, even if the machine has its own', async () => {
      const { executablePath } = await unpackBundledChromium(parent);
      const env = {
        ...process.env,
        PUPPETEER_EXECUTABLE_PATH: executablePath,
        LD_LIBRARY_PATH: join(executablePath, '..', 'al2023', 'lib'),
      };
      const version = await withBrowser({ bundledFolder: parent, env }, (browser) => browser.version());
      expect(version).toMatch(/Chrome\/147\./);
    });
  },
);
