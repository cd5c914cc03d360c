import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { userInfo } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { firstLine, StreambookError } from '../core/errors.js';

/**
 * Where a NameNode shows its pages and answers WebHDFS: `http://host:port`, or `http://user@host:port` to be another user
 * than the one of this system.
 */
export type HdfsAddress = string;

/** One entry of a folder. */
export interface HdfsEntry {
  readonly name: string;
  readonly type: 'FILE' | 'DIRECTORY';
  readonly length: number;
  readonly modifiedMs: number;
}

/** Files and folders of HDFS over WebHDFS. Paths begin with a slash; a file's content goes to and comes from a DataNode. */
export interface WebHdfs {
  /** Makes the folders above the file too, and replaces a file that is there. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  read(path: string): Promise<Buffer>;
  list(folder: string): Promise<readonly HdfsEntry[]>;
  /** Removes a file, or a folder with all that is in it. @returns false when there was nothing. */
  remove(path: string): Promise<boolean>;
}

const listSchema = z.object({
  FileStatuses: z.object({
    FileStatus: z.array(
      z.object({
        pathSuffix: z.string(),
        type: z.enum(['FILE', 'DIRECTORY']),
        length: z.int(),
        modificationTime: z.int(),
      }),
    ),
  }),
});
const removedSchema = z.object({ boolean: z.boolean() });
const failureSchema = z.object({
  RemoteException: z.object({ exception: z.string(), message: z.string() }),
});

/** Asking again does not help against these. */
const FINAL = ['FileNotFoundException', 'AccessControlException', 'SecurityException'];

function failure({ status, body }: Reply, what: string): StreambookError {
  let reason = `HTTP status ${status}`;
  let exception = '';
  try {
    const { RemoteException: remote } = failureSchema.parse(JSON.parse(body.toString()));
    exception = remote.exception;
    reason = `${exception}: ${firstLine(new Error(remote.message))}`;
  } catch {
    // Not an answer of WebHDFS itself.
  }
  const retryable = !FINAL.includes(exception);
  return new StreambookError('HDFS_FAILED', `HDFS cannot ${what}: ${reason}`, { retryable });
}

interface Reply {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: Buffer;
}

type Method = 'GET' | 'PUT' | 'DELETE';

export interface WebHdfsOptions {
  /** Ends every call. */
  readonly signal?: AbortSignal | undefined;
  /** How long a server may leave a request without a sign of life, in bytes that it sends or takes. */
  readonly silentMs?: number;
}

const SILENT_MS = 20_000;

/** One request. Not by `fetch`: a DataNode says "continue" without being asked, which `fetch` takes for an error. */
async function exchange(
  url: URL,
  method: Method,
  content: string | Uint8Array,
  { signal, silentMs = SILENT_MS }: WebHdfsOptions,
): Promise<Reply> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const sent = request(url, {
    method,
    headers: { 'content-length': Buffer.byteLength(content) },
    ...(signal === undefined ? {} : { signal }),
  });
  // Once the response has begun, the error of the request is that of the response as well.
  sent.on('error', () => undefined);
  let silence: StreambookError | undefined;
  sent.setTimeout(silentMs, () => {
    const text = `HDFS at ${url.host} has been silent for ${silentMs / 1000} s`;
    sent.destroy((silence = new StreambookError('HDFS_FAILED', text, { retryable: true })));
  });
  try {
    sent.end(content);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const body = await buffer(response);
    return { status: response.statusCode ?? 0, location: response.headers.location, body };
  } catch (error) {
    // The half of an answer fails as one that was cut off.
    throw silence ?? error;
  }
}

export function webHdfs(address: HdfsAddress, options: WebHdfsOptions = {}): WebHdfs {
  const base = new URL(address);
  const user = base.username === '' ? userInfo().username : decodeURIComponent(base.username);
  base.username = '';

  const call = async (
    method: Method,
    operation: string,
    path: string,
    parameters: Readonly<Record<string, unknown>> = {},
    content: string | Uint8Array = '',
  ): Promise<Buffer> => {
    const url = new URL(`/webhdfs/v1${path.split('/').map(encodeURIComponent).join('/')}`, base);
    const query = { op: operation, 'user.name': user, ...parameters };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    // The NameNode takes no content: it names the DataNode that does.
    const first = await exchange(url, method, '', options);
    const isElsewhere = first.status === 307 && first.location !== undefined;
    const reply = isElsewhere ? await exchange(new URL(first.location), method, content, options) : first;
    if (reply.status >= 200 && reply.status < 300) return reply.body;
    throw failure(reply, `${operation} ${path}`);
  };
  const callForJson = async (...request: Parameters<typeof call>): Promise<unknown> =>
    JSON.parse((await call(...request)).toString());

  return {
    async write(path, content) {
      await call('PUT', 'CREATE', path, { overwrite: true }, content);
    },
    read: (path) => call('GET', 'OPEN', path),
    async list(folder) {
      const { FileStatuses: statuses } = listSchema.parse(await callForJson('GET', 'LISTSTATUS', folder));
      return statuses.FileStatus.map(({ pathSuffix, type, length, modificationTime }) => ({
        name: pathSuffix,
        type,
        length,
        modifiedMs: modificationTime,
      }));
    },
    async remove(path) {
      return removedSchema.parse(await callForJson('DELETE', 'DELETE', path, { recursive: true })).boolean;
    },
  };
}
