import { constants } from 'node:fs';
import { access, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Browser } from 'puppeteer';
import { unlessAborted } from '../core/abort.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { browserVersion } from './browser-version.js';
import { unpackBundledChromium } from './bundled-chromium.js';

/** The first Chrome that draws the margin boxes of `@page`: running header and page numbers. */
const CHROME_MAJOR_MIN = 131;

const LAUNCH_TIMEOUT_MS = 30_000;

const NAMES_ON_PATH = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'];

export interface BrowserOptions {
  /** The Chromium of the npm package is unpacked into a folder of its version in this one. */
  readonly bundledFolder: string;
  readonly signal?: AbortSignal | undefined;
  /** Default: this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** No other version than this one, "147.0.7727.0"; by default any that can print the report. */
  readonly version?: string;
  /** Lets pages reach servers on this machine, such as JupyterLab; false by default. */
  readonly reachesThisMachine?: boolean;
}

/** A browser that may print the report. */
export interface BrowserCandidate {
  readonly source: 'PUPPETEER_EXECUTABLE_PATH' | 'installed' | 'Puppeteer cache' | 'bundled';
  readonly executablePath: string;
  /** Added to the environment of the browser's process. */
  readonly env: Readonly<Record<string, string>>;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** Puppeteer throws when it knows no such path. */
function pathOrNone(find: () => string): readonly string[] {
  try {
    return [find()];
  } catch {
    return [];
  }
}

function pathsOnPath(env: NodeJS.ProcessEnv): readonly string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * The browsers of this machine in the order in which they are tried: the one that PUPPETEER_EXECUTABLE_PATH
 * names and no other; else installed ones, Puppeteer's own, and the bundled one, unpacked when its turn comes.
 *
 * @throws StreambookError NO_BROWSER when PUPPETEER_EXECUTABLE_PATH names no executable file, or when nothing is left.
 */
export async function* browserCandidates(options: BrowserOptions): AsyncGenerator<BrowserCandidate> {
  const { bundledFolder, signal, env = process.env } = options;
  const named = env['PUPPETEER_EXECUTABLE_PATH'];
  if (named !== undefined && named !== '') {
    if (!(await isExecutable(named))) {
      throw new StreambookError(
        'NO_BROWSER',
        `PUPPETEER_EXECUTABLE_PATH is "${named}": no executable file there; name a Chrome or Chromium, or unset it`,
      );
    }
    yield { source: 'PUPPETEER_EXECUTABLE_PATH', executablePath: named, env: {} };
    return;
  }
  const { default: puppeteer } = await import('puppeteer');
  const installed = [...pathOrNone(() => puppeteer.executablePath('chrome')), ...pathsOnPath(env)];
  const cached = pathOrNone(() => puppeteer.executablePath());
  const places = [
    ...installed.map((path) => ({ source: 'installed', path }) as const),
    ...cached.map((path) => ({ source: 'Puppeteer cache', path }) as const),
  ];
  for (const { source, path } of places) {
    if (await isExecutable(path)) yield { source, executablePath: path, env: {} };
  }
  yield { source: 'bundled', ...(await unpackBundledChromium(bundledFolder, signal)) };
}

const ARGUMENTS = [
  // Root, containers and Ubuntu's AppArmor all deny the sandbox; the one page that is opened is our own, without scripts.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--font-render-hinting=none',
];

/** No name resolves, so that nothing in the page or in the browser can reach the network. */
const resolverRules = (reachesThisMachine: boolean) =>
  `--host-resolver-rules=MAP * ~NOTFOUND${reachesThisMachine ? ', EXCLUDE 127.0.0.1' : ''}`;

async function launch(
  candidate: BrowserCandidate,
  profile: string,
  options: BrowserOptions,
): Promise<Browser> {
  const { signal, reachesThisMachine = false } = options;
  const env = { ...(options.env ?? process.env), ...candidate.env };
  const version = await browserVersion(candidate.executablePath, env, signal);
  if (!(Number(/\d+/.exec(version)?.[0]) >= CHROME_MAJOR_MIN)) {
    throw new Error(`"${version}" is not Chrome or Chromium ${CHROME_MAJOR_MIN} or newer`);
  }
  if (options.version !== undefined && !version.includes(options.version)) {
    throw new Error(`"${version}" is not version ${options.version}`);
  }
  const { default: puppeteer } = await import('puppeteer');
  return puppeteer.launch({
    executablePath: candidate.executablePath,
    headless: candidate.source === 'bundled' ? 'shell' : true,
    // Through a pipe, the browser ends with this process however that ends.
    pipe: true,
    userDataDir: profile,
    env,
    args: [...ARGUMENTS, resolverRules(reachesThisMachine)],
    timeout: LAUNCH_TIMEOUT_MS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    ...(signal ? { signal } : {}),
  });
}

/** Launches the first candidate that works: a machine may hold a stub, an old version, or one without its libraries. */
async function launchFirst(profile: string, options: BrowserOptions): Promise<Browser> {
  const failures: string[] = [];
  for await (const candidate of browserCandidates(options)) {
    try {
      return await launch(candidate, profile, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(`${candidate.executablePath}: ${firstLine(error)}`);
    }
  }
  throw new StreambookError(
    'BROWSER_FAILED',
    `No browser starts: ${failures.join('; ')}; set PUPPETEER_EXECUTABLE_PATH to a Chrome or Chromium ${CHROME_MAJOR_MIN} or newer`,
  );
}

/**
 * Runs `use` with a browser that has a profile of its own, and closes it and removes the profile whatever happens.
 *
 * @throws StreambookError NO_BROWSER, BROWSER_UNPACK_FAILED or BROWSER_FAILED; the signal's reason on abort.
 */
export async function withBrowser<T>(
  options: BrowserOptions,
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const profile = await mkdtemp(join(tmpdir(), 'streambook-browser-'));
  try {
    // When the signal fires, Puppeteer kills the browser, and may then wait for its answers for ever.
    const browser = await unlessAborted(signal, launchFirst(profile, options));
    try {
      return await unlessAborted(signal, use(browser));
    } finally {
      await unlessAborted(signal, browser.close());
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
