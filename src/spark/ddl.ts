import type { DataType, StructField, StructType } from './types.js';

/** Names of simple types in SQL, and how Spark's schema JSON names them. */
const SIMPLE_TYPES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  tinyint: 'byte',
  byte: 'byte',
  smallint: 'short',
  short: 'short',
  int: 'integer',
  integer: 'integer',
  bigint: 'long',
  long: 'long',
  float: 'float',
  real: 'float',
  double: 'double',
  date: 'date',
  // Unless spark.sql.timestampType says otherwise; the server then casts it, as it does the other columns.
  timestamp: 'timestamp',
  timestamp_ltz: 'timestamp',
  timestamp_ntz: 'timestamp_ntz',
  string: 'string',
  binary: 'binary',
  void: 'void',
};

const TOKEN = /\s*(?:`((?:[^`]|``)+)`|([A-Za-z_]\w*)|(\d+)|('(?:[^'\\]|\\.)*')|([<>(),:]))/y;

interface Token {
  readonly kind: 'quoted' | 'word' | 'number' | 'text' | 'sign';
  readonly value: string;
}

/** The text is not of the part of the grammar that is read here. */
class NotRead extends Error {}

/**
 * Reads a table schema as SQL writes it: `id BIGINT NOT NULL, tags ARRAY<STRING>`. Grammar: Spark SQL reference, "Data Types".
 *
 * @returns undefined for what it does not know: the server reads the text, too, and says what is wrong in it.
 */
export function parseDdl(text: string): StructType | undefined {
  try {
    const reader = new Reader(tokensOf(text));
    const fields = reader.fields();
    reader.end();
    return { type: 'struct', fields };
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const found = pattern.exec(text);
    if (found === null) throw new NotRead();
    const [, quoted, word, number, string, sign] = found;
    if (quoted !== undefined) tokens.push({ kind: 'quoted', value: quoted.replaceAll('``', '`') });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (string !== undefined) tokens.push({ kind: 'text', value: string });
    else tokens.push({ kind: 'sign', value: sign ?? '' });
  }
  return tokens;
}

class Reader {
  #position = 0;
  readonly #tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  fields(): StructField[] {
    const fields = [this.#field()];
    while (this.#takes(',')) fields.push(this.#field());
    return fields;
  }

  end(): void {
    if (this.#position < this.#tokens.length) throw new NotRead();
  }

  #field(): StructField {
    const name = this.#next('quoted', 'word');
    this.#takes(':');
    const type = this.#type();
    const notNull = this.#takesWord('not');
    if (notNull) this.#word('null');
    if (this.#takesWord('comment')) this.#next('text');
    return { name, type, nullable: !notNull, metadata: {} };
  }

  #type(): DataType {
    const word = this.#next('word').toLowerCase();
    switch (word) {
      case 'array': {
        const [elementType] = this.#inBrackets(() => [this.#type()] as const);
        return { type: 'array', elementType, containsNull: true };
      }
      case 'map': {
        const [keyType, valueType] = this.#inBrackets(() => {
          const key = this.#type();
          this.#sign(',');
          return [key, this.#type()] as const;
        });
        return { type: 'map', keyType, valueType, valueContainsNull: true };
      }
      case 'struct':
        return { type: 'struct', fields: this.#inBrackets(() => this.fields()) };
      case 'decimal':
      case 'dec':
      case 'numeric':
        return this.#decimal();
      case 'char':
      case 'character':
        return `char(${this.#length()})`;
      case 'varchar':
        return `varchar(${this.#length()})`;
      case 'interval':
        return this.#interval();
      default: {
        const simple = SIMPLE_TYPES[word];
        if (simple === undefined) throw new NotRead();
        return simple;
      }
    }
  }

  #decimal(): string {
    if (!this.#takes('(')) return 'decimal(10,0)';
    const precision = this.#next('number');
    const scale = this.#takes(',') ? this.#next('number') : '0';
    this.#sign(')');
    return `decimal(${precision},${scale})`;
  }

  #length(): string {
    this.#sign('(');
    const length = this.#next('number');
    this.#sign(')');
    return length;
  }

  #interval(): string {
    const start = this.#next('word').toLowerCase();
    return this.#takesWord('to')
      ? `interval ${start} to ${this.#next('word').toLowerCase()}`
      : `interval ${start}`;
  }

  #inBrackets<T>(read: () => T): T {
    this.#sign('<');
    const value = read();
    this.#sign('>');
    return value;
  }

  #next(...kinds: readonly Token['kind'][]): string {
    const token = this.#tokens[this.#position];
    if (token === undefined || !kinds.includes(token.kind)) throw new NotRead();
    this.#position += 1;
    return token.value;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#position += 1;
    return true;
  }

  #takesWord(word: string): boolean {
    const token = this.#tokens[this.#position];
    if (token?.kind !== 'word' || token.value.toLowerCase() !== word) return false;
    this.#position += 1;
    return true;
  }

  #sign(sign: string): void {
    if (!this.#takes(sign)) throw new NotRead();
  }

  #word(word: string): void {
    if (!this.#takesWord(word)) throw new NotRead();
  }
}
