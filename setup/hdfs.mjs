/** The jars of HDFS, and the pages that its servers show. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPONENTS_POM, componentClasspathArgs, hasClasspath, unpackJarArgs } from './jars.mjs';
import { mavenCommand } from './prerequisites.mjs';
import { SETUP_FOLDER } from './step.mjs';

/** @typedef {import('./step.mjs').Step} Step */

const PAGES = join(SETUP_FOLDER, 'hdfs-pages');

/** The jar of 3.5.0 has the scripts of the pages, but none of the pages; the ones of 3.4.2 show what 3.5.0 tells. */
const JAR_WITH_PAGES = 'org.apache.hadoop:hadoop-client-minicluster:3.4.2';

/** @type {Step} */
export const hdfs = {
  name: 'HDFS',
  does: 'fetching HDFS by Maven (150 MB the first time)',
  onFailure:
    'check the connection to Maven Central or the mirror in ~/.m2/settings.xml, then run the same command again; or name a cluster of your own in HDFS_URL',
  inputs: () => [COMPONENTS_POM, fileURLToPath(import.meta.url)],
  hasOutputs: () => hasClasspath('hdfs') && existsSync(join(PAGES, 'webapps', 'hdfs', 'dfshealth.html')),
  async make(run) {
    await run(mavenCommand(), componentClasspathArgs('hdfs'));
    const unpacked = `${PAGES}.partial`;
    await rm(unpacked, { recursive: true, force: true });
    await run(
      mavenCommand(),
      unpackJarArgs(JAR_WITH_PAGES, unpacked, 'webapps/hdfs/**,webapps/datanode/**,webapps/static/**'),
    );
    await rm(PAGES, { recursive: true, force: true });
    await rename(unpacked, PAGES);
  },
};
