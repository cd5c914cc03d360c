import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { COMPONENTS } from '../../../../src/services/components/index.js';
import {
  dataFolder,
  type HdfsNode,
  settingsFile,
} from '../../../../src/services/components/hdfs/settings.js';
import {
  clusterOf,
  prepareDataNode,
  prepareNameNode,
} from '../../../../src/services/components/hdfs/storage.js';
import { portNeedsOf } from '../../../../src/services/ports.js';
import { shellProgram, startContext } from '../../support.js';

const ports = Object.fromEntries(portNeedsOf(COMPONENTS.hdfs).map(({ name, usual }) => [name, usual]));

let context: Awaited<ReturnType<typeof startContext>>;
let services: string;
let setup: string;

/** A Java that does this, whatever it is to run. */
async function java(...lines: readonly string[]): Promise<void> {
  const file = await shellProgram(join(setup, 'java'), ...lines);
  context = { ...context, settings: { ...context.settings, java: file } };
}
/** Stands for the NameNode's format: makes the folder that it is given. */
const FORMATS = [
  'for argument in "$@"; do case "$argument" in dfs.namenode.name.dir=file://*) data="${argument#*file://}";; esac; done',
  'mkdir -p "$data/current" && echo "clusterID=CID-new" > "$data/current/VERSION"',
];

async function writeIn(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
const belongs = (node: HdfsNode, cluster: string) =>
  writeIn(
    join(dataFolder(services, node), 'current', 'VERSION'),
    `#Sat Jan 31 09:30:00 UTC 2026\nnamespaceID=7\nclusterID=${cluster}\nlayoutVersion=-67\n`,
  );

beforeEach(async () => {
  context = await startContext(ports);
  ({ services, setup } = context.settings.paths);
  await writeIn(join(setup, 'hdfs.classpath'), '/hadoop.jar\n');
  await writeIn(join(setup, 'hdfs-pages', 'webapps', 'hdfs', 'index.html'), 'pages');
  await java(...FORMATS);
});

it('the cluster of a node is what its data say', async () => {
  expect(await clusterOf(services, 'namenode')).toBeUndefined();
  await belongs('namenode', 'CID-1');
  expect(await clusterOf(services, 'namenode')).toBe('CID-1');
});

describe('the NameNode', () => {
  it('gets its settings, its pages and an empty file system', async () => {
    await prepareNameNode(context);
    expect(await readFile(settingsFile(services, 'namenode'), 'utf8')).toContain('hdfs://127.0.0.1:8020');
    const page = join(services, 'namenode', 'src', 'main', 'webapps', 'hdfs', 'index.html');
    expect(await readFile(page, 'utf8')).toBe('pages');
    expect(await clusterOf(services, 'namenode')).toBe('CID-new');
  });

  it('keeps the file system that it has', async () => {
    await belongs('namenode', 'CID-1');
    await prepareNameNode(context);
    expect(await clusterOf(services, 'namenode')).toBe('CID-1');
  });

  it('is formatted again where a format was cut short', async () => {
    await java(...FORMATS, 'echo "disk full" >&2; exit 1');
    await expect(prepareNameNode(context)).rejects.toMatchObject({
      code: 'HDFS_FORMAT_FAILED',
      message: expect.stringMatching(/^Cannot format HDFS: /) as string,
    });
    expect(existsSync(dataFolder(services, 'namenode'))).toBe(false);
    await java('[ ! -e "$data" ] || exit 1', ...FORMATS);
    await prepareNameNode(context);
    expect(await clusterOf(services, 'namenode')).toBe('CID-new');
  });
});

describe('the DataNode', () => {
  beforeEach(() => belongs('namenode', 'CID-1'));

  it('keeps the blocks of the cluster', async () => {
    await belongs('datanode', 'CID-1');
    await prepareDataNode(context);
    expect(await clusterOf(services, 'datanode')).toBe('CID-1');
    expect(context.reporter.lines).toEqual([]);
  });

  it('loses those of another one, with which it could not join, and this is said', async () => {
    await belongs('datanode', 'CID-0');
    await prepareDataNode(context);
    expect(existsSync(dataFolder(services, 'datanode'))).toBe(false);
    expect(context.reporter.lines).toEqual([
      'services: datanode has blocks of another cluster (CID-0); making a new data folder',
    ]);
  });
});
