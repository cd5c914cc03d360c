import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { toBinary, fromBinary } from '@bufbuild/protobuf';
import type { DescMessage, DescMethod, MessageShape } from '@bufbuild/protobuf';
import { Client, InterceptingCall, Metadata, connectivityState, credentials, status } from '@grpc/grpc-js';
import type { Interceptor, ServiceError, StatusObject } from '@grpc/grpc-js';
import { RpcError } from './transport.js';
import type { Transport } from './transport.js';

export interface GrpcTransportConfig {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly maxMessageBytes: number;
  /** Sent as metadata with every call. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What the server may send ahead of the reader: some batches, and no more memory than that. */
const FLOW_CONTROL_WINDOW_BYTES = 8 * 2 ** 20;

interface Cancellable {
  cancel(): void;
}

/** A channel to one server over @grpc/grpc-js. No connection is made before the first call. */
export function createGrpcTransport(config: GrpcTransportConfig): Transport {
  const client = new Client(
    `${config.host}:${config.port}`,
    config.secure ? credentials.createSsl() : credentials.createInsecure(),
    {
      'grpc.max_receive_message_length': config.maxMessageBytes,
      'grpc.max_send_message_length': config.maxMessageBytes,
      // HTTP/2 would stop the server every 64 KiB; a batch is about 1 MB.
      'grpc-node.flow_control_window': FLOW_CONTROL_WINDOW_BYTES,
      // A service config in DNS could switch on retries below ours, and a repeated ExecutePlan runs the plan again.
      'grpc.service_config_disable_resolution': 1,
      // The default grows to two minutes; our own retries wait at most one.
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 5_000,
      // A proxy from the environment cannot reach this machine's own loopback.
      'grpc.enable_http_proxy': isLoopback(config.host) ? 0 : 1,
    },
  );
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(config.headers)) metadata.set(name, value);
  const running = new Set<Cancellable>();
  let called = false;
  let answered = false;
  /** No call has reached the server. After one answer it counts as reached: a lost connection may come back. */
  const isUnreached = () =>
    called && !answered && client.getChannel().getConnectivityState(false) !== connectivityState.READY;

  return {
    async unary(method, request, { signal, timeoutMs, isCleanUp = false } = {}) {
      if (isCleanUp && isUnreached())
        throw new RpcError(status.UNAVAILABLE, 'the server has not been reached');
      return answer<MessageShape<typeof method.output>>(signal, (done) =>
        client.makeUnaryRequest(
          path(method),
          serializer(method.input),
          deserializer(method.output),
          request,
          metadata,
          timeoutMs === undefined ? {} : { deadline: Date.now() + timeoutMs },
          done,
        ),
      );
    },

    upload(method, requests, { signal } = {}) {
      return answer<MessageShape<typeof method.output>>(signal, (done) => {
        const call = client.makeClientStreamRequest(
          path(method),
          serializer(method.input),
          deserializer(method.output),
          metadata,
          done,
        );
        // A Writable, which grpc-js declares in its own words.
        const sink: unknown = call;
        Readable.from(requests).pipe(sink as Writable);
        return call;
      });
    },

    async *stream(method, request, { signal } = {}) {
      const gate = new MessageGate();
      const call = client.makeServerStreamRequest(
        path(method),
        serializer(method.input),
        deserializer(method.output),
        request,
        metadata,
        { interceptors: [gate.interceptor] },
      );
      // A cancelled call reports CANCELLED after its reader has left; without a listener that ends the process.
      call.on('error', () => undefined);
      // The status, not the end of the messages, tells whether the stream ended well.
      const ended = new Promise<StatusObject>((resolve) => call.once('status', resolve));
      const done = watch(call, signal);
      try {
        for await (const message of messages(call, gate)) {
          answered = true;
          yield message;
        }
        const end = await ended;
        if (end.code !== status.OK) throw toRpcError(end);
      } finally {
        done();
        call.cancel();
      }
    },

    close() {
      for (const call of running) call.cancel();
      client.close();
    },
  };

  /** The answer of a call that has just one. */
  function answer<T>(
    signal: AbortSignal | undefined,
    start: (done: (error: ServiceError | null, response?: T) => void) => Cancellable,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const call = start((error, response) => {
        unwatch();
        // grpc-js gives a response whenever it gives no error.
        if (error) reject(toRpcError(error));
        else {
          answered = true;
          resolve(response as T);
        }
      });
      const unwatch = watch(call, signal);
    });
  }

  /** Cancels the call when the signal aborts or the transport closes, until the returned function is called. */
  function watch(call: Cancellable, signal: AbortSignal | undefined): () => void {
    const cancel = () => call.cancel();
    called = true;
    running.add(call);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    return () => {
      running.delete(call);
      signal?.removeEventListener('abort', cancel);
    };
  }
}

/**
 * Lets one message at a time through to the reader's buffer, and the next when the reader has taken it. Without it
 * grpc-js reads sixteen messages ahead, which may be batches of megabytes.
 */
class MessageGate {
  #isTaken = true;
  #open: (() => void) | undefined;

  readonly interceptor: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, _, next) => {
        const onReceiveMessage = (message: unknown, pass: (message: unknown) => void) => {
          if (this.#isTaken) this.#pass(message, pass);
          else this.#open = () => this.#pass(message, pass);
        };
        next(metadata, { onReceiveMessage });
      },
    });

  /** The reader waits for a message. */
  wanted(): void {
    this.#isTaken = true;
    const open = this.#open;
    this.#open = undefined;
    open?.();
  }

  #pass(message: unknown, pass: (message: unknown) => void): void {
    this.#isTaken = false;
    pass(message);
  }
}

/** The messages up to the end of the stream, however it ended: the caller looks at the status. */
async function* messages<T>(call: AsyncIterable<T>, gate: MessageGate): AsyncGenerator<T> {
  const reader = call[Symbol.asyncIterator]();
  for (;;) {
    gate.wanted();
    const next = await reader.next().catch(() => ({ done: true }) as const);
    if (next.done) return;
    yield next.value;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

function path(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function serializer<D extends DescMessage>(type: D) {
  return (message: MessageShape<D>): Buffer => {
    const bytes = toBinary(type, message);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
}

function deserializer<D extends DescMessage>(type: D) {
  return (bytes: Buffer): MessageShape<D> => fromBinary(type, bytes);
}

function toRpcError(error: Pick<StatusObject, 'code' | 'details' | 'metadata'>): RpcError {
  const [details] = error.metadata.get('grpc-status-details-bin');
  return new RpcError(error.code, error.details, Buffer.isBuffer(details) ? details : undefined);
}
