import { createPool, type Pool } from 'mysql2/promise';
import type { MysqlUrl } from '../config/mysql-url.js';

interface SqlPoolOptions {
  /** How many connections are opened at most. */
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
}

/** Connections to a database, opened as they are needed; times are in UTC. To be ended by whoever made it. */
export function sqlPool(url: MysqlUrl, options: SqlPoolOptions = {}): Pool {
  const { connections = 4, connectTimeoutMs = 10_000 } = options;
  return createPool({
    ...url.reveal(),
    charset: 'utf8mb4',
    timezone: 'Z',
    connectionLimit: connections,
    connectTimeout: connectTimeoutMs,
  });
}
