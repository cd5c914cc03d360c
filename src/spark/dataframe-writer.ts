import { wholeNumber } from './arguments.js';
import type { CallOptions } from './connect/transport.js';
import type { Relation } from './gen/spark/connect/relations_pb.js';
import { SourceBuilder } from './options.js';
import type { OptionValues } from './options.js';
import { write } from './plan/commands.js';
import type { SaveMode, WriteSettings, WriteTarget } from './plan/commands.js';
import type { SessionContext } from './session-context.js';

/** Says how to write a frame; `save` and the like do it. */
export class DataFrameWriter extends SourceBuilder {
  readonly #session: SessionContext;
  readonly #relation: Relation;
  #mode: SaveMode | undefined;
  #partitionBy: readonly string[] = [];
  #bucketBy: WriteSettings['bucketBy'];
  #sortBy: readonly string[] = [];

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

  /** A folder for each combination of the columns' values. */
  partitionBy(...columns: readonly string[]): this {
    this.#partitionBy = columns;
    return this;
  }

  /** For tables: so many files by the hash of the columns' values. */
  bucketBy(buckets: number, ...columns: readonly string[]): this {
    this.#bucketBy = { numBuckets: wholeNumber(buckets, 'bucketBy', 1), bucketColumnNames: [...columns] };
    return this;
  }

  /** The order of rows in each bucket. */
  sortBy(...columns: readonly string[]): this {
    this.#sortBy = columns;
    return this;
  }

  /** Without a path for sinks that have none, such as jdbc and noop. */
  async save(path?: string, call?: CallOptions): Promise<void> {
    await this.#write(path === undefined ? undefined : { path }, call);
  }

  async json(path: string, call?: CallOptions): Promise<void> {
    await this.format('json').save(path, call);
  }

  async parquet(path: string, call?: CallOptions): Promise<void> {
    await this.format('parquet').save(path, call);
  }

  async orc(path: string, call?: CallOptions): Promise<void> {
    await this.format('orc').save(path, call);
  }

  async csv(path: string, call?: CallOptions): Promise<void> {
    await this.format('csv').save(path, call);
  }

  /** One column of text, a line for each row. */
  async text(path: string, call?: CallOptions): Promise<void> {
    await this.format('text').save(path, call);
  }

  /** A table of a database whose driver the server has. @param options such as user, password, batchsize, truncate */
  async jdbc(url: string, table: string, options: OptionValues = {}, call?: CallOptions): Promise<void> {
    await this.format('jdbc')
      .options({ ...options, url, dbtable: table })
      .save(undefined, call);
  }

  /** A new table, or an old one as `mode` says; columns go by name. */
  async saveAsTable(table: string, call?: CallOptions): Promise<void> {
    await this.#write({ table }, call);
  }

  /** Rows into a table that is there; columns go by position. Mode "overwrite" replaces what it holds. */
  async insertInto(table: string, call?: CallOptions): Promise<void> {
    await this.#write({ table, insert: true }, call);
  }

  async #write(target: WriteTarget, call?: CallOptions): Promise<void> {
    const settings = {
      format: this.formatName,
      mode: this.#mode,
      options: this.optionTexts,
      partitionBy: this.#partitionBy,
      bucketBy: this.#bucketBy,
      sortBy: this.#sortBy,
    };
    await this.#session.perform(write(this.#relation, settings, target), call);
  }
}
