import { DataFrame } from './dataframe.js';
import { SourceBuilder } from './options.js';
import type { OptionValues } from './options.js';
import { readSource, readTable } from './plan/relations.js';
import type { SourceSettings } from './plan/relations.js';
import type { SessionContext } from './session-context.js';
import { toSchemaText } from './types.js';
import type { StructType } from './types.js';

/** Says what to read; nothing is read before an action on the frame. */
export class DataFrameReader extends SourceBuilder {
  readonly #session: SessionContext;
  #schema: string | undefined;

  constructor(session: SessionContext) {
    super();
    this.#session = session;
  }

  /** @param schema DDL such as "id BIGINT, name STRING", or what `DataFrame.schema()` gives */
  schema(schema: string | StructType): this {
    this.#schema = toSchemaText(schema);
    return this;
  }

  load(...paths: readonly string[]): DataFrame {
    return this.#source({ paths });
  }

  json(...paths: readonly string[]): DataFrame {
    return this.format('json').load(...paths);
  }

  parquet(...paths: readonly string[]): DataFrame {
    return this.format('parquet').load(...paths);
  }

  orc(...paths: readonly string[]): DataFrame {
    return this.format('orc').load(...paths);
  }

  csv(...paths: readonly string[]): DataFrame {
    return this.format('csv').load(...paths);
  }

  text(...paths: readonly string[]): DataFrame {
    return this.format('text').load(...paths);
  }

  /**
   * A table of a database whose driver the server has.
   *
   * @param table a table, or "(SELECT ...) AS t"
   * @param options such as user, password, fetchsize; for several partitions partitionColumn, lowerBound, upperBound and
   *   numPartitions, all four
   * @param predicates conditions in the database's SQL, one for each partition
   */
  jdbc(
    url: string,
    table: string,
    options: OptionValues = {},
    predicates: readonly string[] = [],
  ): DataFrame {
    return this.format('jdbc')
      .options({ ...options, url, dbtable: table })
      .#source({ predicates });
  }

  table(name: string): DataFrame {
    return new DataFrame(this.#session, readTable(name, this.optionTexts, false));
  }

  #source(parts: Pick<SourceSettings, 'paths' | 'predicates'>): DataFrame {
    const source = { format: this.formatName, schema: this.#schema, options: this.optionTexts, ...parts };
    return new DataFrame(this.#session, readSource(source, false));
  }
}
