import type {
  DescMessage,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageShape,
} from '@bufbuild/protobuf';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface UnaryOptions extends CallOptions {
  /** Fails with DEADLINE_EXCEEDED after this time. Default: waits for ever. */
  readonly timeoutMs?: number | undefined;
  /** Fails with UNAVAILABLE at once when no call before it reached the server: there is nothing to clean up then. */
  readonly isCleanUp?: boolean | undefined;
}

/**
 * The one seam to the network: everything above it can be tested in memory.
 *
 * All calls fail with RpcError, also when their signal aborts (code CANCELLED).
 */
export interface Transport {
  unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageShape<I>,
    options?: UnaryOptions,
  ): Promise<MessageShape<O>>;

  /** Ends when the server ended the stream with status OK; leaving the loop early cancels the call. */
  stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodServerStreaming<I, O>,
    request: MessageShape<I>,
    options?: CallOptions,
  ): AsyncIterable<MessageShape<O>>;

  /** Sends all requests, no faster than the server takes them, and gives the one answer. */
  upload<I extends DescMessage, O extends DescMessage>(
    method: DescMethodClientStreaming<I, O>,
    requests: Iterable<MessageShape<I>>,
    options?: CallOptions,
  ): Promise<MessageShape<O>>;

  /** Cancels every running call and closes the channel. */
  close(): void;
}

/** The gRPC status codes that the client tells apart. */
export const rpcCode = {
  ok: 0,
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** A call that ended with another status than OK. Internal: users see a SparkError made of it. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  /** A google.rpc.Status, as it stood in the trailer `grpc-status-details-bin`. */
  readonly statusDetails: Uint8Array | undefined;

  constructor(code: number, message: string, statusDetails?: Uint8Array) {
    super(message);
    this.code = code;
    this.statusDetails = statusDetails;
  }
}
