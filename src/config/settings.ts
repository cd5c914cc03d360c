import { join } from 'node:path';
import { UsageError } from '../runtime/errors.js';
import { projectPaths, PROJECT_ROOT, type ProjectPaths } from './paths.js';
import { SparkRemote } from './spark-remote.js';

/** What the environment decides, resolved once at the start of a command. */
export interface Settings {
  readonly paths: ProjectPaths;
  /** Brokers to use instead of the embedded ones: `host:port,host:port`. */
  readonly externalKafka: string | undefined;
  /** Spark Connect server to use instead of the embedded one: `sc://host:port`. */
  readonly externalSpark: SparkRemote | undefined;
  /** Ports that were asked for; a taken one is then an error instead of a reason to look for another. */
  readonly kafkaPorts: readonly [number, number] | undefined;
  readonly sparkPort: number | undefined;
  readonly java: string;
}

function port(text: string, variable: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    throw new UsageError(
      'BAD_SETTING',
      `${variable}: ${JSON.stringify(text)} is not a port: allowed is 1 to 65535`,
    );
  }
  return value;
}

function portPair(text: string, variable: string): readonly [number, number] {
  const [first, second, ...rest] = text.split(',');
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new UsageError(
      'BAD_SETTING',
      `${variable}: ${JSON.stringify(text)}: give two ports, as in 9092,9094`,
    );
  }
  return [port(first, variable), port(second, variable)];
}

function bootstrapServers(text: string, variable: string): string {
  for (const server of text.split(',')) {
    const [, host, portText] = /^(.+):(\d+)$/.exec(server.trim()) ?? [];
    if (host === undefined || portText === undefined) {
      throw new UsageError(
        'BAD_SETTING',
        `${variable}: ${JSON.stringify(server)} is not host:port; give them as in broker1:9092,broker2:9092`,
      );
    }
    port(portText, variable);
  }
  return text;
}

function sparkRemote(text: string, variable: string): SparkRemote {
  const remote = new SparkRemote(text);
  if (!text.startsWith('sc://')) {
    throw new UsageError(
      'BAD_SETTING',
      `${variable}: ${JSON.stringify(remote)} must start with sc://, as in sc://host:15002`,
    );
  }
  return remote;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws UsageError BAD_SETTING naming the variable, its value and what is allowed.
 */
export function resolveSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const read = <T>(variable: string, parse: (text: string, variable: string) => T): T | undefined => {
    const text = env[variable];
    return text === undefined || text === '' ? undefined : parse(text, variable);
  };
  return {
    paths: projectPaths(env['STREAMBOOK_HOME'] ?? PROJECT_ROOT),
    externalKafka: read('KAFKA_BOOTSTRAP_SERVERS', bootstrapServers),
    externalSpark: read('SPARK_REMOTE', sparkRemote),
    kafkaPorts: read('STREAMBOOK_KAFKA_PORTS', portPair),
    sparkPort: read('STREAMBOOK_SPARK_PORT', port),
    java: read('JAVA_HOME', (home) => join(home, 'bin', 'java')) ?? 'java',
  };
}
