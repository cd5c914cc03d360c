import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ComponentName } from '../../src/config/service-variables.js';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { resolveSettings } from '../../src/config/settings.js';
import { fileSystemOf } from '../../src/hdfs/name-node.js';
import { webHdfs } from '../../src/hdfs/web-hdfs.js';
import { waitFor } from '../../src/core/deadline.js';
import { silentReporter } from '../../src/core/reporter.js';
import { killService } from '../../src/services/kill.js';
import type { Services } from '../../src/services/services.js';
import { startServices } from '../../src/services/start.js';
import { embeddedStatus } from '../../src/services/status.js';
import { stopServices } from '../../src/services/stop.js';
import { SparkSession } from '../../src/spark/index.js';
import { sqlPool } from '../../src/sql/pool.js';
import { freshFolder } from './support.js';

const NEEDS = ['mysql', 'hdfs'] as const satisfies readonly ComponentName[];

let env: NodeJS.ProcessEnv;
let services: Services<(typeof NEEDS)[number]>;
const settings = (more: NodeJS.ProcessEnv = {}) => resolveSettings({ ...env, ...more });
const start = () => startServices({ settings: settings(), reporter: silentReporter, needs: NEEDS });
const stop = () => stopServices({ settings: settings(), reporter: silentReporter });
const folder = () => settings().paths.services;

/** Kills a service, and starts what is missing once that has been noticed. @returns what was started */
async function killAndMend(name: string): Promise<readonly string[]> {
  await killService(settings(), name);
  const died = async () =>
    (await embeddedStatus(settings())).some((each) => each.name === name && each.state === 'died') ||
    undefined;
  await waitFor(died, { what: `${name} is gone`, timeoutMs: 10_000 });
  return (await start()).started;
}

beforeAll(async () => {
  env = {
    ...process.env,
    STREAMBOOK_HOME: await freshFolder('components'),
    KAFKA_BOOTSTRAP_SERVERS: inject('bootstrapServers'),
    SPARK_REMOTE: inject('sparkRemote'),
  };
  await start();
  await stop();
  services = await start();
});

afterAll(stop);

describe('mysql', () => {
  const query = async (sql: string, url = services.mysql.address) => {
    const pool = sqlPool(url);
    try {
      return (await pool.query(sql))[0];
    } finally {
      await pool.end();
    }
  };

  it('keeps every character, and a binlog of whole rows', async () => {
    await query('CREATE TABLE IF NOT EXISTS greetings (id INT PRIMARY KEY, text VARCHAR(20) NOT NULL)');
    await query("REPLACE INTO greetings VALUES (1, 'dzień dobry 👋')");
    expect(await query('SELECT text FROM greetings')).toEqual([{ text: 'dzień dobry 👋' }]);
    const binlog = 'SELECT @@log_bin log, @@binlog_format format, @@binlog_row_image image, @@time_zone zone';
    expect(await query(binlog)).toEqual([{ log: 1, format: 'ROW', image: 'FULL', zone: '+00:00' }]);
  });

  it('is repaired after it was killed, on its port and with its data', async () => {
    const before = String(services.mysql.address);
    expect(await killAndMend('mysql')).toEqual(['mysql']);
    services = await start();
    expect(String(services.mysql.address)).toBe(before);
    expect(await query('SELECT COUNT(*) n FROM greetings')).toEqual([{ n: 1 }]);
  });

  it('lets nobody in but its user', async () => {
    const { host, port } = services.mysql.address.reveal();
    const external = (url: string) =>
      startServices({
        settings: settings({ MYSQL_URL: url }),
        reporter: silentReporter,
        needs: ['mysql'],
      });
    for (const user of ['root', 'streambook:wrongSecret', 'nobody'])
      await expect(external(`mysql://${user}@${host}:${port}/streambook`)).rejects.toMatchObject({
        code: 'MYSQL_REFUSED',
        message: expect.not.stringContaining('wrongSecret') as string,
      });
  });

  it('is replaced by the server that MYSQL_URL names', async () => {
    const { host, port, user, password, database } = services.mysql.address.reveal();
    const elsewhere = settings({
      STREAMBOOK_HOME: await freshFolder('external-mysql'),
      MYSQL_URL: `mysql://${user}:${password}@${host}:${port}/${database}`,
    });
    const external = await startServices({
      settings: elsewhere,
      reporter: silentReporter,
      needs: ['mysql'],
    });
    expect(external).toMatchObject({ mysql: { isEmbedded: false }, started: [] });
    expect(await query('SELECT COUNT(*) n FROM greetings', external.mysql.address)).toEqual([{ n: 1 }]);
  });

  it('shows its password to nobody', async () => {
    const { password } = services.mysql.address.reveal();
    const file = join(folder(), 'mysql', 'password');
    expect((await readFile(file, 'utf8')).trim()).toBe(password);
    const secrets = [file, join(folder(), 'mysql', 'init.sql')];
    for (const secret of secrets) expect((await stat(secret)).mode & 0o777).toBe(0o600);
    const run = promisify(execFile);
    const streambook = (...args: readonly string[]) =>
      run(process.execPath, [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), ...args], { env });
    const up = await streambook('up', '--with', 'mysql,hdfs');
    expect(up.stdout).toContain('MYSQL_URL=mysql://streambook:***@127.0.0.1:');
    const said = await Promise.all([
      ...[up, streambook('status', '--json'), streambook('logs', 'mysql'), streambook('doctor')],
      run('ps', ['axeww', '-o', 'args='], { maxBuffer: 2 ** 26 }),
    ]);
    const kept = await Promise.all(
      [
        'state.json',
        'logs/mysql.log',
        'logs/mysql.previous.log',
        'mysql/init.sql',
        'mysql/data/binlog.000001',
      ].map((name) => readFile(join(folder(), name), 'latin1')),
    );
    const texts = [
      ...said.map(({ stdout, stderr }) => stdout + stderr),
      ...kept,
      inspect(services, { depth: 9 }),
    ];
    expect(texts.some((text) => text.includes(password))).toBe(false);
    expect(JSON.stringify(services)).not.toContain(password);
  });
});

describe('hdfs', () => {
  const files = () => webHdfs(services.hdfs.address);
  const NAME = 'zamówienia 1+1=2?.csv';
  const CONTENT = 'item,price\nkawa,12.50\n';

  it('keeps files for Node.js and for Spark', async () => {
    await files().write(`/course/${NAME}`, CONTENT);
    expect((await files().read(`/course/${NAME}`)).toString()).toBe(CONTENT);
    expect(await files().list('/course')).toMatchObject([
      { name: NAME, type: 'FILE', length: CONTENT.length },
    ]);
    const spark = await SparkSession.builder().remote(inject('sparkRemote')).create();
    try {
      const prices = spark.read
        .option('header', 'true')
        .csv(`${await fileSystemOf(services.hdfs.address)}/course`);
      expect(await prices.collect()).toMatchObject([{ item: 'kawa', price: '12.50' }]);
    } finally {
      await spark.stop();
    }
  });

  it('is repaired after its DataNode was killed, with what was in it', async () => {
    expect(await killAndMend('datanode')).toEqual(['datanode']);
    expect((await files().read(`/course/${NAME}`)).toString()).toBe(CONTENT);
  });

  it('says which file is not there, and removes what is', async () => {
    await expect(files().read('/course/none')).rejects.toMatchObject({
      code: 'HDFS_FAILED',
      message: expect.stringMatching(
        /^HDFS cannot OPEN \/course\/none: FileNotFoundException: .*none/,
      ) as string,
      retryable: false,
    });
    expect(await files().remove('/course')).toBe(true);
    expect(await files().remove('/course')).toBe(false);
  });

  it('shows the pages of its servers', async () => {
    for (const page of ['dfshealth.html', 'explorer.html', 'static/hadoop.css'])
      expect((await fetch(`${services.hdfs.address}/${page}`)).status).toBe(200);
  });

  it('is replaced by the cluster that HDFS_URL names', async () => {
    const elsewhere = settings({
      STREAMBOOK_HOME: await freshFolder('external-hdfs'),
      HDFS_URL: services.hdfs.address,
    });
    expect(
      await startServices({ settings: elsewhere, reporter: silentReporter, needs: ['hdfs'] }),
    ).toMatchObject({ hdfs: { isEmbedded: false }, started: [] });
  });
});
