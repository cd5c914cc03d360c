import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../config/paths.js';
import type { JvmProgram } from '../../jvm.js';
import { LOOPBACK } from '../../ports.js';

export const SPARK_NAME = 'spark';

/** What Spark needs opened on Java 17 (org.apache.spark.launcher.JavaModuleOptions). */
const OPENED_PACKAGES = [
  'java.lang',
  'java.lang.invoke',
  'java.lang.reflect',
  'java.io',
  'java.net',
  'java.nio',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'jdk.internal.ref',
  'sun.nio.ch',
  'sun.nio.cs',
  'sun.security.action',
  'sun.util.calendar',
];

/**
 * The C2 compiler waits three times as long as usual before it takes up a method, and thus leaves the cores of
 * a server that has just started to C1 and to queries. With ten times, micro-batches at 5,000 events/s would still run
 * on C1's code after some minutes.
 */
const COMPILE_LATER = [
  '-XX:Tier4InvocationThreshold=15000',
  '-XX:Tier4MinInvocationThreshold=1800',
  '-XX:Tier4CompileThreshold=45000',
  '-XX:Tier4BackEdgeThreshold=120000',
];

/**
 * A full collection stops every micro-batch for half a second. Plans and broadcasts outlive the young generation whatever
 * its size, so the old one is large from the start, instead of growing by a full collection at a time; and classes find
 * room without one.
 */
const NO_FULL_COLLECTIONS = ['-Xms1536m', '-Xmn600m', '-XX:MetaspaceSize=256m'];

/**
 * How often a task is tried before its query fails, as on a cluster. On one machine Spark would try it once, and a
 * broker that dies while a task reads from it would end the query.
 */
const TASK_ATTEMPTS = 4;

export const sparkFolder = (servicesFolder: string) => join(servicesFolder, SPARK_NAME);

/** Settings of the embedded server. They fit one machine and a local disk; an external Spark has its own. */
function sparkConf(servicesFolder: string, port: number): Readonly<Record<string, string | number>> {
  const folder = sparkFolder(servicesFolder);
  return {
    'spark.app.name': 'streambook',
    'spark.connect.grpc.binding.address': LOOPBACK,
    'spark.connect.grpc.binding.port': port,
    'spark.driver.host': LOOPBACK,
    'spark.driver.bindAddress': LOOPBACK,
    'spark.ui.enabled': 'false',
    // Without pages to show it on, what Spark remembers of past work only fills the heap: by default the plans of a
    // thousand micro-batches, until a full collection stops everything for half a second.
    'spark.sql.ui.retainedExecutions': 20,
    'spark.sql.ui.explainMode': 'simple',
    'spark.ui.retainedJobs': 20,
    'spark.ui.retainedStages': 20,
    'spark.ui.retainedTasks': 200,
    'spark.local.dir': join(folder, 'tmp'),
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    'spark.sql.session.timeZone': 'UTC',
    'spark.sql.shuffle.partitions': availableParallelism(),
    // Valid and invalid rows are written side by side instead of being sorted first.
    'spark.sql.maxConcurrentOutputFileWriters': 4,
    // A micro-batch is mostly file work: write checkpoints and output without forking a shell for each file.
    'spark.sql.streaming.checkpointFileManagerClass':
      'org.apache.spark.sql.execution.streaming.FileSystemBasedCheckpointFileManager',
    'spark.hadoop.fs.file.impl': 'com.globalmentor.apache.hadoop.fs.BareLocalFileSystem',
    // The log of committed files is the record of when a batch became visible: keep its entries.
    'spark.sql.streaming.fileSink.log.deletion': 'false',
    'spark.sql.streaming.fileSink.log.compactInterval': 100,
  };
}

/** @param overrides Spark settings in place of the usual ones. */
export function sparkProgram(
  servicesFolder: string,
  port: number,
  classpath: string,
  overrides: Readonly<Record<string, string>> = {},
): JvmProgram {
  const folder = sparkFolder(servicesFolder);
  return {
    kind: 'jvm',
    jvmArgs: [
      '-Xmx2g',
      ...NO_FULL_COLLECTIONS,
      ...COMPILE_LATER,
      // On a few cores its threads and barriers cost less than G1's.
      '-XX:+UseParallelGC',
      '-XX:MaxMetaspaceSize=384m',
      '-XX:ReservedCodeCacheSize=192m',
      '-XX:MaxDirectMemorySize=512m',
      '-XX:+ExitOnOutOfMemoryError',
      '-XX:+IgnoreUnrecognizedVMOptions',
      ...OPENED_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
      '--add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED',
      '-Djdk.reflect.useDirectMethodHandle=false',
      '-Dio.netty.tryReflectionSetAccessible=true',
      '-Djava.awt.headless=true',
      '-Duser.timezone=UTC',
      `-Djava.io.tmpdir=${join(folder, 'tmp')}`,
      `-Dderby.system.home=${folder}`,
      `-Dlog4j2.configurationFile=${join(PROJECT_ROOT, 'conf', 'spark-log4j2.properties')}`,
    ],
    classpath,
    mainClass: 'org.apache.spark.deploy.SparkSubmit',
    args: [
      ...['--master', `local[*,${TASK_ATTEMPTS}]`],
      ...Object.entries({ ...sparkConf(servicesFolder, port), ...overrides }).flatMap(([key, value]) => [
        '--conf',
        `${key}=${value}`,
      ]),
      '--class',
      'org.apache.spark.sql.connect.service.SparkConnectServer',
      'spark-internal',
    ],
    // Spark takes the host's own address otherwise.
    env: { SPARK_LOCAL_IP: LOOPBACK },
    archive: { kind: SPARK_NAME, leaves: true },
  };
}
