import type { SparkRemote } from '../config/spark-remote.js';
import { parseConnectionString } from '../spark/index.js';
import { EMBEDDED } from './holdings.js';

/** Where the services answer, and which of them this process started. */
export interface Services {
  readonly bootstrapServers: string;
  readonly sparkRemote: SparkRemote;
  readonly kafkaIsEmbedded: boolean;
  readonly sparkIsEmbedded: boolean;
  /** Names of the processes that were started for the caller; empty when it joined what ran. */
  readonly started: readonly string[];
  /**
   * Names of the processes to stop when whoever started them is done: none when something ran before, since what was
   * started then is a part of it, and it would not be whole without.
   */
  readonly stopAfterUse: readonly string[];
}

/** By what a later process knows these brokers again. */
export const kafkaPlace = ({ kafkaIsEmbedded, bootstrapServers }: Services): string =>
  kafkaIsEmbedded ? EMBEDDED : bootstrapServers;

/** By what a later process knows this Spark server again. */
export function sparkPlace({ sparkIsEmbedded, sparkRemote }: Services): string {
  if (sparkIsEmbedded) return EMBEDDED;
  const { host, port } = parseConnectionString(sparkRemote.reveal());
  return `${host}:${port}`;
}

/** Where the session with these ids answers. */
export const sessionRemote = (
  { sparkRemote }: Services,
  { sessionId, userId }: { readonly sessionId: string; readonly userId: string },
): SparkRemote => sparkRemote.with({ session_id: sessionId, user_id: userId });
