import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { parseConnectionString, SparkSession } from '../spark/index.js';
import { hold } from './holdings.js';
import { type Services, sessionRemote, sparkPlace } from './services.js';

/** A Spark session that is on record, so that its queries are stopped also when this process is killed. */
export interface OpenSession {
  readonly spark: SparkSession;
  /** Ends the session and all its queries. */
  close(): Promise<void>;
}

/** @param purpose For people: "run 20260131-093000-quick". */
export async function openSession(
  { paths }: Settings,
  services: Pick<Services, 'spark'>,
  purpose: string,
): Promise<OpenSession> {
  const { userId } = parseConnectionString(services.spark.address.reveal());
  const identity = { sessionId: randomUUID(), userId };
  const forget = await hold(paths.held, purpose, {
    kind: 'session',
    spark: sparkPlace(services),
    ...identity,
  });
  const spark = await SparkSession.builder()
    .remote(sessionRemote(services.spark.address, identity).reveal())
    .create()
    .catch(async (error: unknown) => {
      await forget();
      throw error;
    });
  return {
    spark,
    async close() {
      await spark.stop();
      await forget();
    },
  };
}
