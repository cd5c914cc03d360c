import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MysqlUrl } from '../../../config/mysql-url.js';
import { firstLine, hasCode, StreambookError } from '../../../core/errors.js';
import { sqlPool } from '../../../sql/pool.js';
import { type Component, isLostWithout, type StartContext } from '../../component.js';
import { LOOPBACK } from '../../ports.js';
import type { NativeProgram } from '../../program.js';
import * as storage from './storage.js';

const { MYSQL_NAME } = storage;

const serverFile = (setupFolder: string) => join(storage.mariadbFolder(setupFolder), 'bin', 'mariadbd');

function mysqlProgram({ settings: { paths }, ports }: StartContext): NativeProgram {
  return {
    kind: 'native',
    file: serverFile(paths.setup),
    args: [
      '--no-defaults',
      `--basedir=${storage.mariadbFolder(paths.setup)}`,
      `--datadir=${storage.dataFolder(paths.services)}`,
      // Without it the server refuses to run as root, as in a container.
      `--user=${userInfo().username}`,
      `--init-file=${storage.initFile(paths.services)}`,
      `--bind-address=${LOOPBACK}`,
      `--port=${ports[MYSQL_NAME]}`,
      // Relative to the data folder, because the system allows a hundred characters.
      '--socket=mysql.sock',
      // Then "localhost", the only host of root, means the socket and never the port.
      '--skip-name-resolve',
      // On the loopback interface nobody listens in, and making a certificate would take two seconds of each start.
      '--skip-ssl',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      // Clients of MySQL do not know the collation that 11.4 uses by default.
      '--character-set-collations=utf8mb4=utf8mb4_unicode_ci',
      '--default-time-zone=+00:00',
      '--server-id=1',
      '--log-bin=binlog',
      '--binlog-format=ROW',
      '--binlog-row-image=FULL',
      '--binlog-row-metadata=FULL',
      '--max-binlog-size=64M',
      ...storage.STORAGE_OPTIONS,
      '--innodb-buffer-pool-size=64M',
      '--key-buffer-size=8M',
      '--aria-pagecache-buffer-size=8M',
      '--max-connections=60',
      '--performance-schema=OFF',
    ],
    env: storage.libraryPath(paths.setup),
  };
}

/** A server that does not answer within this time is asked again. */
const QUERY_TIMEOUT_MS = 2000;

/** Asking again does not help against these. */
const REFUSALS = ['ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR', 'ER_BAD_DB_ERROR'];

/** MariaDB 11.4, which speaks the protocol of MySQL. */
export const mysql: Component<MysqlUrl> = {
  name: 'mysql',
  title: 'MySQL',
  processes: [
    {
      name: MYSQL_NAME,
      ports: [{ name: MYSQL_NAME, usual: 3306, askedAt: 0 }],
      prepare: storage.prepareMysql,
      program: (context) => Promise.resolve(mysqlProgram(context)),
    },
  ],
  diskMb: 150,
  download: { megabytes: 150, diskMb: 500 },
  async address(ports, servicesFolder) {
    return new MysqlUrl({
      host: LOOPBACK,
      port: ports[MYSQL_NAME] ?? 0,
      user: storage.USER,
      database: storage.DATABASE,
      password: (await storage.readPassword(servicesFolder)) ?? '',
    });
  },
  hosts(url) {
    const { host, port } = url.reveal();
    return [{ host, port }];
  },
  server: 'MySQL server',
  readyWhen: 'answers a query',
  async isReady(url, { servicesFolder }) {
    const pool = sqlPool(url, { connections: 1, connectTimeoutMs: QUERY_TIMEOUT_MS });
    try {
      await pool.query({ sql: 'SELECT 1', timeout: QUERY_TIMEOUT_MS });
      return true;
    } catch (error) {
      // An embedded server that loses its port to another one is about to end: the other one's refusal tells nothing.
      if (servicesFolder !== undefined || !REFUSALS.some((code) => hasCode(error, code))) throw error;
      throw new StreambookError(
        'MYSQL_REFUSED',
        `The MySQL server at ${url.server} refuses: ${firstLine(error)}; correct MYSQL_URL`,
        { cause: error },
      );
    } finally {
      await pool.end();
    }
  },
  isLost: isLostWithout(MYSQL_NAME),
  async version(setupFolder) {
    const { stdout } = await promisify(execFile)(serverFile(setupFolder), ['--no-defaults', '--version'], {
      env: storage.libraryPath(setupFolder),
    });
    return /Ver ([\d.]+)/.exec(stdout)?.[1] ?? null;
  },
};
