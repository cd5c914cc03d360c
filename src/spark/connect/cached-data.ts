import { createHash } from 'node:crypto';
import type { Artifact } from './artifacts.js';
import type { CallOptions } from './transport.js';

interface ArtifactStore {
  hasArtifact(name: string, options?: CallOptions): Promise<boolean>;
  addArtifacts(artifacts: readonly Artifact[], options?: CallOptions): Promise<void>;
}

/** Data that plans refer to by its hash. It is sent once, before the first plan that is sent after it was added. */
export class CachedData {
  readonly #store: ArtifactStore;
  readonly #unsent = new Map<string, Uint8Array>();
  #sending: Promise<unknown> = Promise.resolve();

  constructor(store: ArtifactStore) {
    this.#store = store;
  }

  add(data: Uint8Array): string {
    const hash = createHash('sha256').update(data).digest('hex');
    this.#unsent.set(hash, data);
    return hash;
  }

  /** Sends what the server lacks. One caller after the other, so that nothing is sent twice. */
  async send(options: CallOptions): Promise<void> {
    if (this.#unsent.size === 0) return;
    const sent = this.#sending.then(() => this.#sendAll(options));
    this.#sending = sent.catch(() => undefined);
    await sent;
  }

  async #sendAll(options: CallOptions): Promise<void> {
    for (const [hash, data] of this.#unsent) {
      const name = `cache/${hash}`;
      if (!(await this.#store.hasArtifact(name, options)))
        await this.#store.addArtifacts([{ name, data }], options);
      this.#unsent.delete(hash);
    }
  }
}
