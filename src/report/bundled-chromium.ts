import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isPidAlive } from '../../setup/process-identity.mjs';
import { firstLine, hasCode, StreambookError } from '../core/errors.js';
import { browserVersion } from './browser-version.js';
import { escapeHtml } from '../core/html.js';

const run = promisify(execFile);

/** A Chromium that was unpacked from the npm package, and what its process needs in its environment. */
export interface BundledChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The package's main file is `<package>/build/cjs/index.cjs`. */
const packageFolder = () =>
  dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))));

async function packageVersion(): Promise<string> {
  const manifest = await readFile(join(packageFolder(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Unpackings are named after their process, so that those of processes long dead can be told and removed. */
const PARTIAL = /^\.unpacking-(\d+)-/;

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = PARTIAL.exec(name)?.[1];
    if (pid !== undefined && !isPidAlive(Number(pid))) await rm(join(folder, name), { recursive: true });
  }
}

/**
 * Fonts for what the embedded ones lack: those in the package, then the machine's. The cache stays beside the
 * browser; Fontconfig's own place would be the home folder.
 */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${escapeHtml(folder)}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${escapeHtml(folder)}/fonts-cache</cachedir>
</fontconfig>
`;

/**
 * The package unpacks into os.tmpdir(), and its libraries only where it believes to be on AWS Lambda with
 * Node 20. A child process of its own is told both by environment, so that neither changes in this process.
 */
async function inflate(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const script = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: packageFolder(),
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    signal,
    killSignal: 'SIGKILL',
  });
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium`, its libraries and fonts, once: 1 to 3 s and 240 MB.
 * The folder appears whole or not at all, and unpackings side by side end with one of them.
 *
 * @param parent Holds one folder for each version of the package.
 * @throws StreambookError NO_BROWSER on machines that the package has no Chromium for; BROWSER_UNPACK_FAILED.
 */
export async function unpackBundledChromium(parent: string, signal?: AbortSignal): Promise<BundledChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StreambookError(
      'NO_BROWSER',
      `No Chrome or Chromium found, and the bundled one is for linux x64 only (this is ${process.platform} ${process.arch}): install Chrome, or set PUPPETEER_EXECUTABLE_PATH`,
    );
  }
  const folder = join(parent, await packageVersion());
  if (!existsSync(folder)) await unpackInto(folder, signal);
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  // The machine's own libraries first: the package's are built for one Linux, and not for older ones.
  const starts = await browserVersion(executablePath, process.env, signal).then(
    () => true,
    () => false,
  );
  return { executablePath, env: starts ? fonts : { ...fonts, ...libraries } };
}

async function unpackInto(folder: string, signal: AbortSignal | undefined): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const partial = await mkdtemp(join(parent, `.unpacking-${process.pid}-`));
  try {
    await inflate(partial, signal);
    await writeFile(join(partial, 'fonts.conf'), fontsConf(folder));
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true, maxRetries: 5 });
    signal?.throwIfAborted();
    // Another process was faster: its folder is as good.
    if (hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST')) return;
    throw new StreambookError(
      'BROWSER_UNPACK_FAILED',
      `Could not unpack Chromium into ${folder}: ${firstLine(error)}; free about 250 MB there, or set PUPPETEER_EXECUTABLE_PATH`,
      { cause: error },
    );
  }
}
