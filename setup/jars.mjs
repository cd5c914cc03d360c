/** The jars of the services, and of the tests. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { mavenCommand, pythonCommand } from './prerequisites.mjs';
import { filesUnder, ROOT, SETUP_FOLDER } from './step.mjs';

/** @typedef {import('./step.mjs').Step} Step */
/** @typedef {import('./step.mjs').Run} Run */

/** Takes the place of the defaults in Hadoop's jars; the files say why. */
const HADOOP_DEFAULTS = join(ROOT, 'conf', 'hadoop-defaults');

/** @param {string} pom */
const mavenOptions = (pom) => ['--batch-mode', '--no-transfer-progress', '--file', pom];
const MAVEN_OPTIONS = mavenOptions(join(ROOT, 'pom.xml'));

/** What components need that are not started by every run. */
export const COMPONENTS_POM = join(ROOT, 'setup', 'components.pom.xml');

/**
 * Arguments with which Maven resolves the class path of a component of {@link COMPONENTS_POM}.
 * @param {'hdfs'} component
 */
export const componentClasspathArgs = (component) => [
  ...[...mavenOptions(COMPONENTS_POM), '--activate-profiles', component],
  'dependency:build-classpath',
  `-Dmdep.outputFile=${classpathFile(component)}`,
];

/**
 * Arguments with which Maven unpacks a jar into a folder.
 * @param {string} artifact group:artifact:version
 * @param {string} folder
 * @param {string} [includes] Patterns of files, with commas between them; all of them when absent.
 */
export const unpackJarArgs = (artifact, folder, includes) => [
  ...[...mavenOptions(COMPONENTS_POM), 'dependency:unpack', `-Dartifact=${artifact}`],
  // Maven remembers what it has unpacked, also when it has been removed since.
  ...[`-DoutputDirectory=${folder}`, '-Dmdep.overWriteReleases=true'],
  ...(includes === undefined ? [] : [`-Dmdep.unpack.includes=${includes}`]),
];

/**
 * Arguments with which Maven puts one jar into a folder.
 * @param {string} artifact group:artifact:version
 * @param {string} folder
 */
export const copyJarArgs = (artifact, folder) => [
  ...[...MAVEN_OPTIONS, 'dependency:copy'],
  ...[`-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
];

/** @param {'kafka' | 'spark' | 'hdfs'} service */
const classpathFile = (service) => join(SETUP_FOLDER, `${service}.classpath`);

/** @param {'kafka' | 'spark' | 'hdfs'} service */
export function hasClasspath(service) {
  const file = classpathFile(service);
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8')
      .trim()
      .split(delimiter)
      .every((jar) => existsSync(jar))
  );
}

/**
 * Puts the project's Hadoop defaults first on Spark's class path. They are a jar, because the JVM archives no classes when
 * there is a folder on its class path.
 * @param {Run} run
 */
async function shadowHadoopDefaults(run) {
  const jar = join(SETUP_FOLDER, 'hadoop-defaults.jar');
  await run(pythonCommand(), ['-m', 'zipfile', '--create', jar, ...(await filesUnder(HADOOP_DEFAULTS))]);
  const file = classpathFile('spark');
  await writeFile(file, [jar, await readFile(file, 'utf8')].join(delimiter));
  // An archive of classes is of no use to a class path with a newer jar, and would never be replaced.
  await rm(join(SETUP_FOLDER, 'archives'), { recursive: true, force: true });
}

/** @type {Step} */
export const jars = {
  name: 'jars',
  does: 'resolving Kafka and Spark by Maven (400 MB the first time)',
  onFailure:
    'check the connection to Maven Central or the mirror in ~/.m2/settings.xml, then run the same command again',
  inputs: async () => [join(ROOT, 'pom.xml'), ...(await filesUnder(HADOOP_DEFAULTS))],
  hasOutputs: () =>
    hasClasspath('kafka') &&
    hasClasspath('spark') &&
    existsSync(join(SETUP_FOLDER, 'proto', 'spark', 'connect', 'base.proto')),
  async make(run) {
    await rm(join(SETUP_FOLDER, 'proto'), { recursive: true, force: true });
    for (const [service, goals] of /** @type {const} */ ([
      ['kafka', []],
      ['spark', ['generate-resources']],
    ])) {
      await run(mavenCommand(), [
        ...[...MAVEN_OPTIONS, '--activate-profiles', service],
        ...[...goals, 'dependency:build-classpath', `-Dmdep.outputFile=${classpathFile(service)}`],
      ]);
    }
    await shadowHadoopDefaults(run);
  },
};

const H2 = { version: '2.3.232', folder: join(ROOT, '.streambook', 'jdbc') };

/** @type {Step} */
export const jdbcDriver = {
  name: 'JDBC driver for the tests',
  does: 'fetching the database H2 by Maven',
  onFailure: 'check the connection to Maven Central, then run the same command again',
  isCurrent: () => existsSync(join(H2.folder, `h2-${H2.version}.jar`)),
  make: (run) => run(mavenCommand(), copyJarArgs(`com.h2database:h2:${H2.version}`, H2.folder)),
};
