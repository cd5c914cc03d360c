import { afterAll, beforeAll, describe } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import { servers } from './support.js';

/** Declares the tests once for each server. @param tests gets what gives the open session, and the server's address */
export function onEachServer(tests: (spark: () => SparkSession, remote: string) => void): void {
  describe.each(servers)('on $name', ({ remote }) => {
    let session: SparkSession;
    beforeAll(async () => {
      session = await SparkSession.builder()
        .remote(remote)
        .config('spark.sql.shuffle.partitions', 2)
        .create();
    });
    afterAll(() => session.stop());
    tests(() => session, remote);
  });
}
