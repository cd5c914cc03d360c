import { DataFrame } from './dataframe.js';
import { SparkProtocolError } from './errors.js';
import { catalog } from './plan/catalog.js';
import type { CatalogCall } from './plan/catalog.js';
import type { SessionContext } from './session-context.js';

export interface CatalogDatabase {
  readonly name: string;
  readonly catalog: string | null;
  readonly description: string | null;
  readonly locationUri: string;
}

export interface CatalogTable {
  readonly name: string;
  /** Null for temporary views, which are in no database either. */
  readonly catalog: string | null;
  readonly namespace: readonly string[];
  readonly description: string | null;
  /** MANAGED, EXTERNAL, VIEW or TEMPORARY. */
  readonly tableType: string;
  readonly isTemporary: boolean;
}

export interface CatalogColumn {
  readonly name: string;
  readonly description: string | null;
  /** As SQL writes it: "bigint". */
  readonly dataType: string;
  readonly nullable: boolean;
  readonly isPartition: boolean;
  readonly isBucket: boolean;
}

export interface CatalogFunction {
  readonly name: string;
  readonly catalog: string | null;
  readonly namespace: readonly string[] | null;
  readonly description: string | null;
  readonly className: string;
  readonly isTemporary: boolean;
}

/**
 * The databases, tables, views and functions that the session sees. Names may be qualified: "database.table"; patterns
 * have `*` for any letters and `|` between alternatives. Tables are made by SQL or by `write.saveAsTable`.
 */
export class Catalog {
  readonly #session: SessionContext;

  constructor(session: SessionContext) {
    this.#session = session;
  }

  async currentDatabase(): Promise<string> {
    return this.#value({ case: 'currentDatabase', value: {} });
  }

  async setCurrentDatabase(dbName: string): Promise<void> {
    await this.#rows({ case: 'setCurrentDatabase', value: { dbName } });
  }

  async listDatabases(pattern?: string): Promise<readonly CatalogDatabase[]> {
    return this.#rows({ case: 'listDatabases', value: given({ pattern }) });
  }

  async databaseExists(dbName: string): Promise<boolean> {
    return this.#value({ case: 'databaseExists', value: { dbName } });
  }

  /** Those of a database, by default the current one, and the temporary views. */
  async listTables(dbName?: string, pattern?: string): Promise<readonly CatalogTable[]> {
    return this.#rows({ case: 'listTables', value: given({ dbName, pattern }) });
  }

  /** @throws AnalysisException TABLE_OR_VIEW_NOT_FOUND */
  async getTable(tableName: string): Promise<CatalogTable> {
    return this.#row({ case: 'getTable', value: { tableName } });
  }

  async tableExists(tableName: string): Promise<boolean> {
    return this.#value({ case: 'tableExists', value: { tableName } });
  }

  /** @throws AnalysisException TABLE_OR_VIEW_NOT_FOUND */
  async listColumns(tableName: string): Promise<readonly CatalogColumn[]> {
    return this.#rows({ case: 'listColumns', value: { tableName } });
  }

  async listFunctions(dbName?: string, pattern?: string): Promise<readonly CatalogFunction[]> {
    return this.#rows({ case: 'listFunctions', value: given({ dbName, pattern }) });
  }

  async functionExists(functionName: string): Promise<boolean> {
    return this.#value({ case: 'functionExists', value: { functionName } });
  }

  /** @returns whether there was such a view */
  async dropTempView(viewName: string): Promise<boolean> {
    return this.#value({ case: 'dropTempView', value: { viewName } });
  }

  /** @returns whether there was such a view */
  async dropGlobalTempView(viewName: string): Promise<boolean> {
    return this.#value({ case: 'dropGlobalTempView', value: { viewName } });
  }

  async isCached(tableName: string): Promise<boolean> {
    return this.#value({ case: 'isCached', value: { tableName } });
  }

  /** Keeps the table in the server's memory once it has been read. */
  async cacheTable(tableName: string): Promise<void> {
    await this.#rows({ case: 'cacheTable', value: { tableName } });
  }

  async uncacheTable(tableName: string): Promise<void> {
    await this.#rows({ case: 'uncacheTable', value: { tableName } });
  }

  /** Of all tables and frames of the session. */
  async clearCache(): Promise<void> {
    await this.#rows({ case: 'clearCache', value: {} });
  }

  /** Looks again at the table's files, which something else than Spark has changed. */
  async refreshTable(tableName: string): Promise<void> {
    await this.#rows({ case: 'refreshTable', value: { tableName } });
  }

  async #value<T>(call: CatalogCall): Promise<T> {
    return (await this.#row<{ readonly value: T }>(call)).value;
  }

  async #row<T extends object>(call: CatalogCall): Promise<T> {
    const [row] = await this.#rows<T>(call);
    if (row === undefined)
      throw new SparkProtocolError(`The server answered ${call.case ?? ''} with nothing`);
    return row;
  }

  async #rows<T extends object>(call: CatalogCall): Promise<T[]> {
    return new DataFrame(this.#session, catalog(call)).collect<T>();
  }
}

/** Only what is there, as the messages want it. */
function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
