import type { ConnectClient } from './connect/client.js';
import { toOptions } from './options.js';
import type { OptionValue, OptionValues } from './options.js';

/** The session's settings, by name as in Spark's documentation: "spark.sql.shuffle.partitions". */
export class RuntimeConfig {
  readonly #client: ConnectClient;

  constructor(client: ConnectClient) {
    this.#client = client;
  }

  /**
   * @param fallback the value for a key that is not set
   * @throws SparkError SQL_CONF_NOT_FOUND for an unknown key without a fallback
   */
  async get(key: string, fallback?: string): Promise<string> {
    const { pairs } = await (fallback === undefined
      ? this.#client.config({ case: 'get', value: { keys: [key] } })
      : this.#client.config({ case: 'getWithDefault', value: { pairs: [{ key, value: fallback }] } }));
    return pairs[0]?.value ?? '';
  }

  /** All settings, or those whose key begins with the prefix; keys are whole. */
  async getAll(prefix?: string): Promise<Readonly<Record<string, string>>> {
    const { pairs } = await this.#client.config({
      case: 'getAll',
      value: prefix === undefined ? {} : { prefix },
    });
    // The server cuts the prefix off.
    return Object.fromEntries(pairs.map(({ key, value }) => [`${prefix ?? ''}${key}`, value ?? '']));
  }

  async set(key: string, value: OptionValue): Promise<void> {
    await this.setAll({ [key]: value });
  }

  /** With `silent`, a key that cannot be changed is a warning instead of an error. */
  async setAll(values: OptionValues, { silent = false }: { readonly silent?: boolean } = {}): Promise<void> {
    const pairs = Object.entries(toOptions(values)).map(([key, value]) => ({ key, value }));
    warn(await this.#client.config({ case: 'set', value: { pairs, silent } }));
  }

  async unset(key: string): Promise<void> {
    warn(await this.#client.config({ case: 'unset', value: { keys: [key] } }));
  }

  async isModifiable(key: string): Promise<boolean> {
    const { pairs } = await this.#client.config({ case: 'isModifiable', value: { keys: [key] } });
    return pairs[0]?.value === 'true';
  }
}

function warn({ warnings }: { readonly warnings: readonly string[] }): void {
  for (const warning of warnings) process.emitWarning(warning, 'SparkWarning');
}
