import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  dataFolder,
  initFile,
  mariadbFolder,
  prepareMysql,
  readPassword,
} from '../../../../src/services/components/mysql/storage.js';
import { shellProgram, startContext } from '../../support.js';

type Context = Awaited<ReturnType<typeof startContext>>;

let context: Context;
let services: string;

/** Stands for MariaDB's own program, which fills a new data folder. */
async function installDb(...lines: readonly string[]): Promise<void> {
  const scripts = join(mariadbFolder(context.settings.paths.setup), 'scripts');
  await mkdir(scripts, { recursive: true });
  await shellProgram(join(scripts, 'mariadb-install-db'), ...lines);
}
const FILLS = [
  'for argument in "$@"; do case "$argument" in --datadir=*) data="${argument#*=}";; esac; done',
  'mkdir "$data" && echo "$LD_LIBRARY_PATH" > "$data/libraries"',
];

beforeEach(async () => {
  context = await startContext();
  services = context.settings.paths.services;
});

const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

describe('the password', () => {
  beforeEach(() => installDb(...FILLS));

  it('is made once, needs no escape in a URL, and is for the owner alone', async () => {
    expect(await readPassword(services)).toBeUndefined();
    await prepareMysql(context);
    const password = (await readPassword(services)) ?? '';
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(await modeOf(join(services, 'mysql', 'password'))).toBe('600');
    await prepareMysql(context);
    expect(await readPassword(services)).toBe(password);
  });

  it('is given to the server as its hash, in statements that stay out of the binlog', async () => {
    await mkdir(join(services, 'mysql'), { recursive: true });
    // The example in MySQL's manual of PASSWORD().
    await writeFile(join(services, 'mysql', 'password'), 'mypass\n');
    await prepareMysql(context);
    const statements = (await readFile(initFile(services), 'utf8')).trimEnd().split('\n');
    expect(statements[0]).toBe('SET SESSION sql_log_bin = 0;');
    const hash = '*6C8989366EAF75BB670AD8EA7A7FC1176A95CEF4';
    expect(statements).toContain(`ALTER USER streambook@'127.0.0.1' IDENTIFIED BY PASSWORD '${hash}';`);
    expect(statements.join('\n')).not.toContain('mypass');
    expect(await modeOf(initFile(services))).toBe('600');
  });
});

describe('the data folder', () => {
  it('is made with the libraries of the server, and only once', async () => {
    await installDb(...FILLS);
    await prepareMysql(context);
    const made = join(dataFolder(services), 'libraries');
    expect(await readFile(made, 'utf8')).toBe(`${mariadbFolder(context.settings.paths.setup)}/libs\n`);
    await installDb('exit 1');
    await prepareMysql(context);
  });

  it('that was begun and not finished is made again', async () => {
    const partial = `${dataFolder(services)}.partial`;
    await mkdir(partial, { recursive: true });
    await installDb(...FILLS);
    await prepareMysql(context);
    expect([partial, dataFolder(services)].map(existsSync)).toEqual([false, true]);
  });

  it.each([
    [
      "echo 'Installing...'; echo 'mariadbd: Could not open the log' >&2",
      ': mariadbd: Could not open the log',
    ],
    ['echo nothing', ''],
  ])('that cannot be made is reported with the reason, if there is one: %s', async (said, reason) => {
    await installDb(...FILLS, said, 'exit 1');
    await expect(prepareMysql(context)).rejects.toMatchObject({
      code: 'MYSQL_NOT_PREPARED',
      message: `Cannot make the data folder of MariaDB${reason}`,
    });
    expect(existsSync(dataFolder(services))).toBe(false);
  });
});
