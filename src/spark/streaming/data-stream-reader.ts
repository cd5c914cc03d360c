import { DataFrame } from '../dataframe.js';
import { SourceBuilder } from '../options.js';
import { readSource, readTable } from '../plan/relations.js';
import type { SessionContext } from '../session-context.js';
import { toSchemaText } from '../types.js';
import type { StructType } from '../types.js';

/** Says which stream to read; the frame it gives is written by `writeStream`. */
export class DataStreamReader extends SourceBuilder {
  readonly #session: SessionContext;
  #schema: string | undefined;

  constructor(session: SessionContext) {
    super();
    this.#session = session;
  }

  /** Files other than text need one. @param schema DDL such as "id BIGINT, name STRING", or a StructType */
  schema(schema: string | StructType): this {
    this.#schema = toSchemaText(schema);
    return this;
  }

  load(path?: string): DataFrame {
    const paths = path === undefined ? [] : [path];
    const source = { format: this.formatName, schema: this.#schema, options: this.optionTexts, paths };
    return new DataFrame(this.#session, readSource(source, true));
  }

  json(path: string): DataFrame {
    return this.format('json').load(path);
  }

  parquet(path: string): DataFrame {
    return this.format('parquet').load(path);
  }

  csv(path: string): DataFrame {
    return this.format('csv').load(path);
  }

  text(path: string): DataFrame {
    return this.format('text').load(path);
  }

  table(name: string): DataFrame {
    return new DataFrame(this.#session, readTable(name, this.optionTexts, true));
  }
}
