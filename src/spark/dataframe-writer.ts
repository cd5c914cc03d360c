import type { CallOptions } from './connect/transport.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { SourceBuilder } from './options.js';
import { write } from './plan/commands.js';
import type { SaveMode, WriteTarget } from './plan/commands.js';
import type { SessionContext } from './session-context.js';

/** Says how to write a frame; `save` and the like do it. */
export class DataFrameWriter extends SourceBuilder {
  readonly #session: SessionContext;
  readonly #relation: Relation;
  #mode: SaveMode = 'error';
  #partitionBy: readonly string[] = [];

  constructor(session: SessionContext, relation: Relation) {
    super();
    this.#session = session;
    this.#relation = relation;
  }

  /** What to do when the target is there already. Default: error. */
  mode(mode: SaveMode): this {
    this.#mode = mode;
    return this;
  }

  partitionBy(...columns: readonly string[]): this {
    this.#partitionBy = columns;
    return this;
  }

  /** Without a path for sinks that have none, such as jdbc and noop. */
  async save(path?: string, options?: CallOptions): Promise<void> {
    await this.#write(path === undefined ? undefined : { path }, options);
  }

  async json(path: string, options?: CallOptions): Promise<void> {
    await this.format('json').save(path, options);
  }

  async parquet(path: string, options?: CallOptions): Promise<void> {
    await this.format('parquet').save(path, options);
  }

  async csv(path: string, options?: CallOptions): Promise<void> {
    await this.format('csv').save(path, options);
  }

  async saveAsTable(table: string, options?: CallOptions): Promise<void> {
    await this.#write({ table }, options);
  }

  async #write(target: WriteTarget, options?: CallOptions): Promise<void> {
    const settings = {
      format: this.formatName,
      mode: this.#mode,
      options: this.optionTexts,
      partitionBy: this.#partitionBy,
    };
    await this.#session.perform(write(this.#relation, settings, target), options);
  }
}
