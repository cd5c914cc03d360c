import { inspect } from 'node:util';

/** Parameters of a connection string that hold no secret. Any other is a token, or a header that may be one. */
const HARMLESS = new Set(['use_ssl', 'user_id', 'session_id', 'user_agent', 'grpc_max_message_size']);

/**
 * Where a Spark Connect server is, with the token that it asks for. As text, as JSON and in the console it shows
 * everything but what may be secret; only {@link reveal} gives the whole.
 */
export class SparkRemote {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The whole connection string: to connect with, and never for any text. */
  reveal(): string {
    return this.#url;
  }

  /** The same server with other parameters; of two with one name the last one counts. */
  with(parameters: Readonly<Record<string, string>>): SparkRemote {
    const start = /^sc:\/\/[^/]+$/.test(this.#url) ? `${this.#url}/` : this.#url;
    const added = Object.entries(parameters).map(([key, value]) => `;${key}=${encodeURIComponent(value)}`);
    return new SparkRemote(`${start}${added.join('')}`);
  }

  toString(): string {
    return redacted(this.#url);
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** `sc://host:15002/;token=***;user_id=me`: also of a text that is no connection string, such as a URL with a password. */
function redacted(url: string): string {
  const [place = '', ...parameters] = url.split(/[;?&#]/);
  const shown = parameters.map((parameter) => {
    const [key = '', ...value] = parameter.split('=');
    if (value.length === 0) return '***';
    return HARMLESS.has(key) ? parameter : `${key}=***`;
  });
  return [place.replace(/\/\/.*@/, '//***@'), ...shown].join(';');
}
