import { firstLine, UsageError } from '../core/errors.js';
import { parseConnectionString } from '../spark/connect/connection-string.js';
import { MysqlUrl, MysqlUrlError } from './mysql-url.js';
import { SparkRemote } from './spark-remote.js';

/** How each component is addressed. */
export interface Addresses {
  /** Bootstrap servers: `host:port,host:port`. */
  readonly kafka: string;
  /** Spark Connect server: `sc://host:port`. */
  readonly spark: SparkRemote;
  /** Database of a MySQL or MariaDB server: `mysql://user:password@host:port/database`. */
  readonly mysql: MysqlUrl;
  /** Where the NameNode shows its pages and answers WebHDFS: `http://host:port`. */
  readonly hdfs: string;
}

/** What a pipeline can ask for. */
export type ComponentName = keyof Addresses;

/** How the environment decides on one component. */
interface ServiceVariables<A> {
  /** Names a service to use instead of the embedded one. */
  readonly variable: string;
  /** @throws UsageError BAD_SETTING with the value, its secrets hidden, and what is allowed. */
  parse(text: string): A;
  /** Names the ports of the embedded one; a taken one is then an error instead of a reason to look for another. */
  readonly portsVariable: string;
  /** An example of its value; it has as many ports as are to be named. */
  readonly examplePorts: readonly number[];
}

export const SERVICE_VARIABLES: { readonly [N in ComponentName]: ServiceVariables<Addresses[N]> } = {
  kafka: {
    variable: 'KAFKA_BOOTSTRAP_SERVERS',
    parse: parseBootstrapServers,
    portsVariable: 'STREAMBOOK_KAFKA_PORTS',
    examplePorts: [9092, 9094],
  },
  spark: {
    variable: 'SPARK_REMOTE',
    parse: parseSparkRemote,
    portsVariable: 'STREAMBOOK_SPARK_PORT',
    examplePorts: [15002],
  },
  mysql: {
    variable: 'MYSQL_URL',
    parse: parseMysqlUrl,
    portsVariable: 'STREAMBOOK_MYSQL_PORT',
    examplePorts: [3306],
  },
  hdfs: {
    variable: 'HDFS_URL',
    parse: parseHdfsUrl,
    portsVariable: 'STREAMBOOK_HDFS_PORTS',
    examplePorts: [9870, 8020],
  },
};

const badSetting = (variable: string, value: unknown, expected: string) =>
  new UsageError('BAD_SETTING', `${variable}: ${JSON.stringify(value)} ${expected}`);

function parsePort(text: string, variable: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw badSetting(variable, text, 'is not a port: allowed is 1 to 65535');
  return value;
}

/** Ports that are asked for, as many as the example has. */
export function parsePorts(
  text: string,
  { portsVariable, examplePorts }: ServiceVariables<unknown>,
): number[] {
  const parts = text.split(',');
  const { length } = examplePorts;
  if (parts.length !== length) {
    const wanted = length === 1 ? 'one port' : `${length} ports`;
    throw badSetting(portsVariable, text, `is not ${wanted}, as in ${examplePorts.join(',')}`);
  }
  return parts.map((part) => parsePort(part, portsVariable));
}

function parseBootstrapServers(text: string): string {
  const variable = 'KAFKA_BOOTSTRAP_SERVERS';
  for (const server of text.split(',')) {
    const [, host, port] = /^(.+):(\d+)$/.exec(server.trim()) ?? [];
    if (host === undefined || port === undefined)
      throw badSetting(variable, server, 'is not host:port; give them as in broker1:9092,broker2:9092');
    parsePort(port, variable);
  }
  return text;
}

function parseSparkRemote(text: string): SparkRemote {
  try {
    parseConnectionString(text);
  } catch (error) {
    throw new UsageError(
      'BAD_SETTING',
      `SPARK_REMOTE (its value is not shown): ${firstLine(error)}; give it as in sc://host:15002`,
      { cause: error },
    );
  }
  return new SparkRemote(text);
}

/** The value may hold a password, so it is not shown when it cannot be taken apart. */
function parseMysqlUrl(text: string): MysqlUrl {
  try {
    return MysqlUrl.parse(text);
  } catch (error) {
    if (!(error instanceof MysqlUrlError)) throw error;
    throw new UsageError(
      'BAD_SETTING',
      `MYSQL_URL (its value is not shown) ${error.message}; give it as in mysql://user:password@host:3306/database`,
    );
  }
}

/** The address of WebHDFS, from which the one of Hadoop's own clients can be asked for; the other way round it cannot. */
function parseHdfsUrl(text: string): string {
  const expected = "give the address of the NameNode's pages, as in http://namenode:9870";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw badSetting('HDFS_URL', text, `does not start with http://; ${expected}`);
  if (url.password !== '')
    throw new UsageError('BAD_SETTING', `HDFS_URL (its value is not shown) has a password; ${expected}`);
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw badSetting('HDFS_URL', text, `has something after the port; ${expected}`);
  return url.href.replace(/\/$/, '');
}
