import { inspect } from 'node:util';

/** What a MySQL URL says. */
export interface MysqlParts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const USUAL_PORT = 3306;

/** What is wrong with the text of a MySQL URL, without the text itself, which may hold a password. */
export class MysqlUrlError extends Error {}

/** Throws instead of leaving a stray per cent sign to a URIError without words. */
function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new MysqlUrlError(`has a ${what} with a "%" that is not written as %25`);
  }
}

/**
 * A database of a MySQL or MariaDB server, with the user and the password. As text, as JSON and in the console it shows
 * everything but the password, which only {@link reveal} gives.
 */
export class MysqlUrl {
  readonly #parts: MysqlParts;

  constructor(parts: MysqlParts) {
    this.#parts = parts;
  }

  /** @throws MysqlUrlError with what is wrong, as the end of a sentence. */
  static parse(text: string): MysqlUrl {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'mysql:') throw new MysqlUrlError('does not start with mysql://');
    const database = decoded(url.pathname.slice(1), 'database');
    if (url.hostname === '') throw new MysqlUrlError('names no host');
    if (url.username === '') throw new MysqlUrlError('names no user');
    if (!/^[^/]+$/.test(database)) throw new MysqlUrlError('does not name one database');
    if (url.search !== '' || url.hash !== '')
      throw new MysqlUrlError('has something after the database (in a password write # as %23 and ? as %3F)');
    return new MysqlUrl({
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? USUAL_PORT : Number(url.port),
      user: decoded(url.username, 'user'),
      password: decoded(url.password, 'password'),
      database,
    });
  }

  /** All of it: to connect with, and never for any text. */
  reveal(): MysqlParts {
    return this.#parts;
  }

  /** `host:port` */
  get server(): string {
    const { host, port } = this.#parts;
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  }

  toString(): string {
    const { user, database } = this.#parts;
    return `mysql://${encodeURIComponent(user)}:***@${this.server}/${encodeURIComponent(database)}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
