/**
 * The steps of set-up. Each names what it is made from and what it leaves behind; it runs again when either has
 * changed. Everything goes into the project folder.
 */
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { jars, jdbcDriver } from './jars.mjs';
import { pythonCommand } from './prerequisites.mjs';
import { filesUnder, ROOT, SETUP_FOLDER } from './step.mjs';

/** @typedef {import('./step.mjs').Step} Step */
/** @typedef {import('./step.mjs').Run} Run */

const VENV = join(ROOT, '.streambook', 'venv');
const PYSPARK_VENV = join(ROOT, '.streambook', 'pyspark');
const GENERATED = join(ROOT, 'src', 'spark', 'gen');
const DIST = join(ROOT, 'dist');

/**
 * The packages of a lockfile, by their path.
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function lockedPackages(file) {
  /** @type {unknown} */
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  return /** @type {{ packages: Record<string, { version?: string, optional?: boolean }> }} */ (lock)
    .packages;
}

/** True when npm's record of what it installed agrees with the lockfile, bar packages for other systems. */
function nodeModulesAreCurrent() {
  const installedFile = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = lockedPackages(installedFile);
  return Object.entries(lockedPackages(join(ROOT, 'package-lock.json'))).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

/** @type {Step} */
const npmPackages = {
  name: 'npm packages',
  does: 'installing from package-lock.json (about a minute the first time)',
  onFailure: 'check the connection to the npm registry, then run the same command again',
  isCurrent: nodeModulesAreCurrent,
  make: (run) => run('npm', ['ci', '--no-fund', '--no-audit']),
};

/** @type {Step} */
const protobufCode = {
  name: 'protobuf code',
  does: "generating the Spark Connect messages from Spark's own jar",
  onFailure: 'the log above says why; `rm -rf .streambook/setup` starts afresh',
  inputs: async () => [
    join(ROOT, 'buf.gen.yaml'),
    ...(await filesUnder(join(SETUP_FOLDER, 'proto', 'spark'))),
  ],
  hasOutputs: () => existsSync(join(GENERATED, 'spark', 'connect', 'base_pb.js')),
  make: (run) =>
    run(join(ROOT, 'node_modules', '.bin', 'buf'), ['generate'], {
      PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      BUF_CACHE_DIR: join(SETUP_FOLDER, 'buf-cache'),
    }),
};

/** @type {Step} */
const build = {
  name: 'build',
  does: 'compiling src/ to dist/',
  onFailure: 'the compiler says above what is wrong in the source',
  inputs: async () => [
    ...(await filesUnder(join(ROOT, 'src'))),
    join(ROOT, 'tsconfig.json'),
    join(ROOT, 'tsconfig.build.json'),
    join(ROOT, 'package-lock.json'),
  ],
  hasOutputs: () => existsSync(join(DIST, 'cli', 'main.js')),
  async make(run) {
    await rm(DIST, { recursive: true, force: true });
    await run(process.execPath, [
      join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
      '--project',
      join(ROOT, 'tsconfig.build.json'),
    ]);
    await cp(GENERATED, join(DIST, 'spark', 'gen'), { recursive: true });
  },
};

/** @type {Step} */
const notebookTools = {
  name: 'notebook tools',
  does: 'installing JupyterLab, nbclient and the TypeScript kernel (under a minute the first time)',
  onFailure: 'check the connection to PyPI, then run the same command again',
  inputs: () => [join(ROOT, 'requirements.txt')],
  hasOutputs: () =>
    existsSync(join(VENV, 'bin', 'jupyter')) &&
    existsSync(join(VENV, 'share/jupyter/kernels/tslab/kernel.json')),
  async make(run) {
    await makeVenv(run, VENV, 'requirements.txt');
    await writeKernelSpec();
  },
};

/** @type {Step} */
const pyspark = {
  name: 'PySpark for the tests',
  does: "installing PySpark's Spark Connect client (under a minute the first time)",
  onFailure: 'check the connection to PyPI, then run the same command again',
  inputs: () => [join(ROOT, 'requirements-test.txt')],
  hasOutputs: () => existsSync(join(PYSPARK_VENV, 'bin', 'python')),
  make: (run) => makeVenv(run, PYSPARK_VENV, 'requirements-test.txt'),
};

/**
 * A virtual environment made afresh with the packages of one requirements file.
 * @param {Run} run
 * @param {string} folder
 * @param {string} requirements
 */
async function makeVenv(run, folder, requirements) {
  await rm(folder, { recursive: true, force: true });
  await run(pythonCommand(), ['-m', 'venv', folder]);
  await run(join(folder, 'bin', 'pip'), [
    'install',
    '--quiet',
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--requirement',
    join(ROOT, requirements),
  ]);
}

// A large result of Spark comes as megabytes outside the heap, which set off V8's collector again and again. On a few cores
// its helpers would take them from Spark, and a young generation of the usual size would be collected five times as often.
export const KERNEL_NODE_FLAGS = [
  '--single-threaded-gc',
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
];

/** The kernel spec names the project's own tslab, run by the Node.js that set-up ran with. */
async function writeKernelSpec() {
  const folder = join(VENV, 'share', 'jupyter', 'kernels', 'tslab');
  const tslab = join(ROOT, 'node_modules', 'tslab', 'bin', 'tslab');
  await mkdir(folder, { recursive: true });
  const spec = {
    argv: [process.execPath, ...KERNEL_NODE_FLAGS, tslab, 'kernel', '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
  };
  await writeFile(join(folder, 'kernel.json'), `${JSON.stringify(spec, null, 2)}\n`);
}

/** It does not ask whether it may fetch news, and draws all cells of a notebook, since ours are short and have live charts. */
const LAB_SETTINGS = `${JSON.stringify(
  {
    '@jupyterlab/apputils-extension:notification': { fetchNews: 'false' },
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none' },
  },
  null,
  2,
)}\n`;
const LAB_SETTINGS_FILE = join(VENV, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');

/** @type {Step} */
const labSettings = {
  name: 'JupyterLab settings',
  does: 'writing the settings of JupyterLab',
  onFailure: 'remove .streambook/venv, then run the same command again',
  isCurrent: () => existsSync(LAB_SETTINGS_FILE) && readFileSync(LAB_SETTINGS_FILE, 'utf8') === LAB_SETTINGS,
  async make() {
    await mkdir(dirname(LAB_SETTINGS_FILE), { recursive: true });
    await writeFile(LAB_SETTINGS_FILE, LAB_SETTINGS);
  },
};

const OWN_NAME = join(ROOT, 'node_modules', 'streambook');

/**
 * Cells import the library by its name. Node.js resolves that by itself, but the compiler inside the kernel looks in
 * node_modules only.
 *
 * @type {Step}
 */
const ownName = {
  name: 'library link',
  does: "making the library known to notebooks by the project's own name",
  onFailure: 'remove node_modules/streambook, then run the same command again',
  isCurrent: () => existsSync(join(OWN_NAME, 'package.json')),
  async make() {
    await rm(OWN_NAME, { recursive: true, force: true });
    await symlink('..', OWN_NAME, 'dir');
  },
};

/** Steps of one group need nothing from each other and run side by side; the groups follow one another. */
export const STEP_GROUPS = [
  [npmPackages, jars, notebookTools],
  [protobufCode, ownName, labSettings],
  [build],
];

/** What the tests need besides. */
export const TEST_STEP_GROUPS = [...STEP_GROUPS, [pyspark, jdbcDriver]];
