import { RetryInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { findDetail, readStatus } from './status-details.js';
import { rpcCode } from './transport.js';
import type { RpcError } from './transport.js';

/** Which failures are tried again, how often, and after which waits. The waits of the default add up to over ten minutes. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly initialBackoffMs: number;
  readonly backoffMultiplier: number;
  readonly maxBackoffMs: number;
  /** At most so much is added at random, to waits of at least `minJitterThresholdMs`. */
  readonly jitterMs: number;
  readonly minJitterThresholdMs: number;
  /** A server may ask for a longer wait than the policy's, up to this. */
  readonly maxServerDelayMs: number;
  readonly accepts: (error: RpcError) => boolean;
}

/** The policy of Spark's own clients. */
export const defaultRetryPolicy = {
  maxRetries: 15,
  initialBackoffMs: 50,
  backoffMultiplier: 4,
  maxBackoffMs: 60_000,
  jitterMs: 500,
  minJitterThresholdMs: 2_000,
  maxServerDelayMs: 600_000,
  accepts: isTransient,
} satisfies RetryPolicy;

/**
 * True when the same call may succeed later: the server could not be reached, another reader took over the execution's
 * stream and was lost, or the server says so itself by a RetryInfo.
 */
export function isTransient(error: RpcError): boolean {
  return (
    error.code === rpcCode.unavailable ||
    (error.code === rpcCode.internal && error.message.includes('INVALID_CURSOR.DISCONNECTED')) ||
    serverDelayMs(error) !== undefined
  );
}

/** The wait that the server asks for; 0 leaves it to the policy; undefined without a RetryInfo. */
export function serverDelayMs(error: RpcError): number | undefined {
  const info = findDetail(readStatus(error), RetryInfoSchema);
  if (info === undefined) return undefined;
  const { seconds = 0n, nanos = 0 } = info.retryDelay ?? {};
  return Number(seconds) * 1000 + nanos / 1e6;
}
