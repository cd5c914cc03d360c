import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StreambookError } from '../../../core/errors.js';
import { readTextIfThere, writeFileWhole } from '../../../core/files.js';
import type { StartContext } from '../../component.js';

export const MYSQL_NAME = 'mysql';
export const DATABASE = 'streambook';
export const USER = 'streambook';

const mysqlFolder = (servicesFolder: string) => join(servicesFolder, MYSQL_NAME);
export const dataFolder = (servicesFolder: string) => join(mysqlFolder(servicesFolder), 'data');
export const initFile = (servicesFolder: string) => join(mysqlFolder(servicesFolder), 'init.sql');
/** The server's programs, as set-up has unpacked them. */
export const mariadbFolder = (setupFolder: string) => join(setupFolder, 'mariadb');
/** What its programs need to find their libraries. */
export const libraryPath = (setupFolder: string) => ({
  LD_LIBRARY_PATH: join(mariadbFolder(setupFolder), 'libs'),
});

const OWNER_ONLY = 0o600;
const passwordFile = (servicesFolder: string) => join(mysqlFolder(servicesFolder), 'password');

/** The password of our user; undefined before the first start. */
export const readPassword = async (servicesFolder: string): Promise<string | undefined> =>
  (await readTextIfThere(passwordFile(servicesFolder)))?.trim();

/** Made once, of characters that need no escape in a URL. */
async function ensurePassword(servicesFolder: string): Promise<string> {
  const known = await readPassword(servicesFolder);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFileWhole(passwordFile(servicesFolder), `${password}\n`, OWNER_ONLY);
  return password;
}

const sha1 = (data: string | Buffer) => createHash('sha1').update(data).digest();

/** The form in which the server itself keeps a password; with it, the password stands in one file only. */
const hashed = (password: string) => `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;

/**
 * What the server runs at each start, so that our user has its password and its rights whatever was there before. It
 * stays out of the binlog, whose readers want the changes of tables.
 */
const initStatements = (password: string): string =>
  [
    'SET SESSION sql_log_bin = 0',
    `CREATE DATABASE IF NOT EXISTS ${DATABASE}`,
    `CREATE USER IF NOT EXISTS ${USER}@'127.0.0.1'`,
    `ALTER USER ${USER}@'127.0.0.1' IDENTIFIED BY PASSWORD '${hashed(password)}'`,
    `GRANT ALL PRIVILEGES ON ${DATABASE}.* TO ${USER}@'127.0.0.1'`,
    // Needed to capture changes from the binlog.
    `GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO ${USER}@'127.0.0.1'`,
  ]
    .map((statement) => `${statement};\n`)
    .join('');

/** Options of the server that decide how its files are made. */
export const STORAGE_OPTIONS = ['--innodb-log-file-size=16M'];

/** Makes the data folder once. Its root has no password: only this system's user is root, and only by the socket. */
async function ensureDataFolder({ settings: { paths }, signal, env }: StartContext): Promise<void> {
  const data = dataFolder(paths.services);
  if (existsSync(data)) return;
  // It gets its name when it is whole: one that was interrupted is made again.
  const partial = `${data}.partial`;
  await rm(partial, { recursive: true, force: true });
  const base = mariadbFolder(paths.setup);
  const user = userInfo().username;
  try {
    await promisify(execFile)(
      join(base, 'scripts', 'mariadb-install-db'),
      [
        '--no-defaults',
        '--auth-root-authentication-method=socket',
        `--auth-root-socket-user=${user}`,
        `--user=${user}`,
        ...[`--basedir=${base}`, `--datadir=${partial}`, '--skip-test-db', ...STORAGE_OPTIONS],
      ],
      { signal, env: { ...env, ...libraryPath(paths.setup) } },
    );
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { readonly stderr?: string; readonly stdout?: string };
    const reason = /^.*(?:\berror\b|cannot|could not).*$/im.exec(`${stderr}\n${stdout}`)?.[0]?.trim();
    throw new StreambookError(
      'MYSQL_NOT_PREPARED',
      `Cannot make the data folder of MariaDB${reason === undefined ? '' : `: ${reason}`}`,
      { cause: error },
    );
  }
  await rename(partial, data);
}

/** Makes all that lies in the server's folder before it starts. */
export async function prepareMysql(context: StartContext): Promise<void> {
  const { services } = context.settings.paths;
  await mkdir(mysqlFolder(services), { recursive: true });
  await writeFileWhole(initFile(services), initStatements(await ensurePassword(services)), OWNER_ONLY);
  await ensureDataFolder(context);
}
