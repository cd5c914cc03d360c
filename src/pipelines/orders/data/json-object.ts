/**
 * Reads a payload as one JSON object (RFC 8259) with nothing but whitespace around it. `JSON.parse` decides on the grammar;
 * the tokens give what it hides: keys that stand twice, how a number was written, how deep values are nested. The limits
 * are those of the reader in Spark, so that both sides refuse the same payloads.
 */

/** Levels of objects and arrays, the outermost included. */
const MAX_DEPTH = 999;
const MAX_KEY_CHARACTERS = 50_000;

/**
 * So many characters in a row that a number can have: no payload may hold them. It is a limit on texts as well, since
 * telling them apart is not worth it.
 */
export const TOO_LONG_NUMBER = '[-+.0-9eE]{1000}';
const TOO_LONG = new RegExp(TOO_LONG_NUMBER);

/** Top-level values by key, as they were written; an object or array is given as its first brace or bracket. */
export type JsonObject = ReadonlyMap<string, string>;

/** Of text that `JSON.parse` accepts. Whitespace is between tokens. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[-\d][-+.\deE]*|true|false|null|[{}[\],:]/g;

const WHITESPACE_THEN_BRACE = /^[ \t\r\n]*\{/;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const decodeString = (token: string) =>
  token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);

/** A string's value, or undefined when the token is no string. */
export function stringValue(token: string): string | undefined {
  return token.startsWith('"') ? decodeString(token) : undefined;
}

/** The object of a payload; undefined when the payload is anything else. */
export function readJsonObject(text: string): JsonObject | undefined {
  if (!WHITESPACE_THEN_BRACE.test(text) || TOO_LONG.test(text) || !isJson(text)) return undefined;
  const members = new Map<string, string>();
  /** Keys seen in each open object; undefined for an open array. */
  const open: (Set<string> | undefined)[] = [];
  let key: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = open.at(-1);
    if (token === ',') {
      key = undefined;
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (keys !== undefined && key === undefined) {
      key = decodeString(token);
      if (keys.has(key) || key.length > MAX_KEY_CHARACTERS) return undefined;
      keys.add(key);
    } else if (token !== ':') {
      if (open.length === 1 && key !== undefined) members.set(key, token);
      if (token === '{' || token === '[') {
        open.push(token === '{' ? new Set() : undefined);
        if (open.length > MAX_DEPTH) return undefined;
        key = undefined;
      }
    }
  }
  return members;
}

/** The text of a message's bytes; undefined when they are not UTF-8, or begin with a byte order mark that JSON does not know. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
