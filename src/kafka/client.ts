import { Kafka, logLevel } from 'kafkajs';
import { attentiveSockets } from './sockets.js';

export interface KafkaClientOptions {
  /** As Kafka writes them: `host:port,host:port`. */
  readonly bootstrapServers: string;
  /**
   * Called with one line for every error that the client meets, also those that it gets over by trying again. By default
   * they are not reported: what it does not get over is thrown or counted as well.
   */
  readonly onClientError?: ((message: string) => void) | undefined;
}

/** About half a minute of tries: long enough for a broker to be replaced or restarted. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1000, retries: 30 } as const;

/** A kafkajs client that keeps quiet on the console, and keeps trying for about half a minute. */
export function kafkaClient(options: KafkaClientOptions): Kafka {
  return newClient(options, RETRY);
}

/** A client that gives up within seconds: for what may as well be done later. */
export function briefClient(options: KafkaClientOptions): Kafka {
  return newClient(options, { ...RETRY, retries: 6 });
}

/**
 * A client whose every call tries once and soon gives up: for asking whether anybody is there. Its calls end at once
 * when the signal fires, for which kafkajs has no other way than closing their sockets.
 */
export function impatientClient(options: KafkaClientOptions, signal?: AbortSignal): Kafka {
  return newClient(options, { retries: 0 }, signal);
}

const IMPATIENT_TIMEOUT_MS = 2000;

function newClient(
  { bootstrapServers, onClientError }: KafkaClientOptions,
  retry: { retries: number },
  signal?: AbortSignal,
): Kafka {
  const patient = retry.retries > 0;
  return new Kafka({
    clientId: 'streambook',
    brokers: bootstrapServers.split(',').map((server) => server.trim()),
    connectionTimeout: patient ? 3000 : IMPATIENT_TIMEOUT_MS,
    requestTimeout: patient ? 10_000 : IMPATIENT_TIMEOUT_MS,
    retry,
    socketFactory: attentiveSockets({ signal }),
    logLevel: logLevel.ERROR,
    logCreator:
      () =>
      ({ namespace, log }) =>
        onClientError?.(
          [namespace, log.message, ...(typeof log['error'] === 'string' ? [log['error']] : [])].join(': '),
        ),
  });
}
