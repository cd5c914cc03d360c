import { ConnectClient } from './connect/client.js';
import { parseConnectionString } from './connect/connection-string.js';
import { createGrpcTransport } from './connect/grpc-transport.js';
import { toOptions } from './options.js';
import type { OptionValue } from './options.js';
import type { RuntimeConfig } from './runtime-config.js';

const DEFAULT_REMOTE = 'sc://localhost';

interface Session {
  readonly isStopped: boolean;
  readonly conf: RuntimeConfig;
  stop(): Promise<void>;
}

/** Gathers where the session is and its settings. */
export class SessionBuilder<S extends Session> {
  readonly #build: (client: ConnectClient) => S;
  readonly #openByRemote: Map<string, S>;
  readonly #settings: Record<string, string> = {};
  #remote = process.env['SPARK_REMOTE'] ?? DEFAULT_REMOTE;

  constructor(build: (client: ConnectClient) => S, openByRemote: Map<string, S>) {
    this.#build = build;
    this.#openByRemote = openByRemote;
  }

  /** `sc://host[:port]/;key=value;...` Default: the environment's SPARK_REMOTE, else sc://localhost. */
  remote(url: string): this {
    this.#remote = url;
    return this;
  }

  /** A setting of the session. One that the server refuses to change is reported as a warning. */
  config(key: string, value: OptionValue): this {
    Object.assign(this.#settings, toOptions({ [key]: value }));
    return this;
  }

  /** This process's session at the same remote, if one is open, with these settings too; else a new one. */
  async getOrCreate(): Promise<S> {
    const open = this.#openByRemote.get(this.#remote);
    if (open === undefined || open.isStopped) return this.create();
    return this.#apply(open);
  }

  /** A new session. Without settings nothing is sent before the first use. */
  async create(): Promise<S> {
    const config = parseConnectionString(this.#remote);
    const session = this.#build(new ConnectClient(createGrpcTransport(config), config));
    try {
      await this.#apply(session);
    } catch (error) {
      await session.stop();
      throw error;
    }
    this.#openByRemote.set(this.#remote, session);
    return session;
  }

  async #apply(session: S): Promise<S> {
    if (Object.keys(this.#settings).length > 0) await session.conf.setAll(this.#settings, { silent: true });
    return session;
  }
}
