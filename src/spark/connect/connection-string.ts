import { randomUUID } from 'node:crypto';
import { StreambookError } from '../../core/errors.js';

/** Everything a connection string says, with all defaults filled in. Holds a token: do not log it. */
export interface ConnectionConfig {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly userId: string;
  readonly sessionId: string;
  /** Names the client to the server, for its logs. */
  readonly clientType: string;
  readonly maxMessageBytes: number;
  /** Sent as metadata with every call, the bearer token among them. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ConnectionDefaults {
  readonly userId?: string | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const DEFAULT_PORT = 15002;
const DEFAULT_MAX_MESSAGE_BYTES = 128 * 1024 * 1024;
const MAX_USER_AGENT_LENGTH = 2048;
/** The protocol version that the generated code was made from. */
const SPARK_VERSION = '4.0.0';
const RESERVED = new Set([
  'use_ssl',
  'token',
  'user_id',
  'session_id',
  'user_agent',
  'grpc_max_message_size',
]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads `sc://host[:port]/;key=value;key=value`.
 *
 * Reserved keys: `use_ssl`, `token`, `user_id`, `session_id`, `user_agent`, `grpc_max_message_size` (bytes). Every other
 * key is a header. Values are percent-decoded and may contain `=`. A token implies TLS, except to `localhost`.
 *
 * @throws StreambookError SPARK_CONNECTION_STRING_INVALID. Its text never holds a parameter's value that may be secret.
 */
export function parseConnectionString(url: string, defaults: ConnectionDefaults = {}): ConnectionConfig {
  const env = defaults.env ?? process.env;
  const { host, port, parameters } = split(url);
  const token = parameters.get('token') ?? env['SPARK_CONNECT_AUTHENTICATE_TOKEN'];
  const sessionId = parameters.get('session_id') ?? randomUUID();
  if (!UUID.test(sessionId)) throw invalid(`session_id must be a UUID, not ${quote(sessionId)}`);

  const headers: Record<string, string> = {};
  for (const [key, value] of parameters)
    if (!RESERVED.has(key)) headers[headerName(key)] = headerValue(key, value);
  if (token) headers['authorization'] = `Bearer ${headerValue('token', token)}`;

  return {
    host,
    port,
    secure: isSecure(parameters.get('use_ssl'), Boolean(token), host),
    userId: parameters.get('user_id') ?? defaults.userId ?? env['SPARK_USER'] ?? env['USER'] ?? '',
    sessionId,
    clientType: clientType(parameters.get('user_agent') ?? env['SPARK_CONNECT_USER_AGENT']),
    maxMessageBytes: maxMessageBytes(parameters.get('grpc_max_message_size')),
    headers,
  };
}

function split(url: string): { host: string; port: number; parameters: Map<string, string> } {
  if (!url.startsWith('sc://')) throw invalid('it must start with sc://');
  const rest = url.slice('sc://'.length);
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const tail = slash < 0 ? '' : rest.slice(slash + 1);

  const match = /^(?<host>\[[0-9a-f:.]+\]|[^[\]:;@?#\s]+)(?::(?<port>\d+))?$/i.exec(authority);
  const host = match?.groups?.['host'];
  if (host === undefined) throw invalid('after sc:// comes host or host:port, IPv6 addresses in brackets');
  const port = Number(match?.groups?.['port'] ?? DEFAULT_PORT);
  if (port < 1 || port > 65535) throw invalid(`the port must be 1 to 65535, not ${port}`);
  if (tail !== '' && !tail.startsWith(';'))
    throw invalid('after the host comes no path but "/", then ;key=value;...');
  return { host, port, parameters: readParameters(tail.slice(1)) };
}

function readParameters(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  if (text === '') return parameters;
  for (const [index, part] of text.split(';').entries()) {
    const equals = part.indexOf('=');
    if (equals < 1) throw invalid(`parameter ${index + 1} is not of the form key=value`);
    const key = part.slice(0, equals);
    try {
      parameters.set(key, decodeURIComponent(part.slice(equals + 1)));
    } catch {
      throw invalid(`the value of ${quote(key)} is not percent-encoded UTF-8`);
    }
  }
  return parameters;
}

function isSecure(useSsl: string | undefined, hasToken: boolean, host: string): boolean {
  const asked = useSsl?.toLowerCase() === 'true';
  if (!hasToken || asked) return asked;
  if (host === 'localhost') return false;
  if (useSsl !== undefined)
    throw invalid(`a token is never sent over plain text to another host: set use_ssl=true`);
  return true;
}

function clientType(userAgent = '_SPARK_CONNECT_TYPESCRIPT'): string {
  const length = encodeURIComponent(userAgent).length;
  if (length > MAX_USER_AGENT_LENGTH) {
    throw invalid(
      `user_agent may be ${MAX_USER_AGENT_LENGTH} characters long when percent-encoded, not ${length}`,
    );
  }
  return `${userAgent} spark/${SPARK_VERSION} os/${process.platform} node/${process.versions.node}`;
}

function maxMessageBytes(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MAX_MESSAGE_BYTES;
  const bytes = Number(text);
  if (!Number.isSafeInteger(bytes) || bytes < 1) {
    throw invalid(`grpc_max_message_size must be a number of bytes above 0, not ${quote(text)}`);
  }
  return bytes;
}

function headerName(key: string): string {
  // Binary headers would need a Buffer, and nothing in a connection string is binary.
  if (!/^[a-z0-9_.-]+$/i.test(key) || key.endsWith('-bin'))
    throw invalid(`${quote(key)} cannot be a header's name`);
  return key.toLowerCase();
}

function headerValue(key: string, value: string): string {
  if (!/^[\x20-\x7e]*$/.test(value))
    throw invalid(`the value of ${quote(key)} holds characters no header may have`);
  return value;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function invalid(why: string): StreambookError {
  return new StreambookError(
    'SPARK_CONNECTION_STRING_INVALID',
    `Invalid Spark connection string: ${why}. Expected sc://host[:port]/;key=value;...`,
  );
}
