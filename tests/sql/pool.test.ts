import { expect, it } from 'vitest';
import { MysqlUrl } from '../../src/config/mysql-url.js';
import { sqlPool } from '../../src/sql/pool.js';
import { startSilentServer } from '../spark/support/silent-server.js';

it('a pool connects when it is asked, and gives up on a server that says nothing', async () => {
  await using server = await startSilentServer();
  const url = MysqlUrl.parse(`mysql://ada:secret@${server.address}/db`);
  const pool = sqlPool(url, { connections: 2, connectTimeoutMs: 50 });
  expect(server.connections()).toBe(0);
  const failures = await Promise.all(
    Array.from({ length: 4 }, () => pool.query('SELECT 1').catch((error: unknown) => error)),
  );
  expect(failures).toEqual(Array(4).fill(expect.objectContaining({ code: 'ETIMEDOUT' })));
  await pool.end();
});
