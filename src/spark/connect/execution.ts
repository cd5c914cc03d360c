import { SparkProtocolError } from '../errors.js';
import type { ExecutePlanResponse } from '../gen/spark/connect/base_pb.js';
import { RpcError } from './transport.js';

/** The calls about one operation. Streams fail with RpcError; `release` and `interrupt` never fail. */
export interface OperationCalls {
  execute(): AsyncIterable<ExecutePlanResponse>;
  /** Goes on after that response, or from the start. */
  reattach(lastResponseId: string | undefined): AsyncIterable<ExecutePlanResponse>;
  /** Lets the server forget the responses up to that one, or the whole operation. */
  release(untilResponseId?: string): Promise<unknown>;
  interrupt(): Promise<unknown>;
  /** Waits until the call may be tried again, or throws what the user shall see. */
  backOff(error: RpcError): Promise<void>;
  /** The server answered: earlier failures no longer count. */
  answered(): void;
}

/** So much of a result is left to the server's memory before it is told to forget; a call for each batch costs more. */
const RELEASE_AFTER_BYTES = 8 * 2 ** 20;

/** A plan that the server does not know after so many tries will not get there by one more. */
const MAX_RESTARTS = 15;

/**
 * Runs a plan to its end over as many streams as it takes, and yields each response once.
 *
 * A reattachable stream ends with status OK after some minutes or some GiB whether or not the result is complete: only
 * `result_complete` says that it is. A plan is sent again only when the server never got it, because after a release the
 * same operation id would run a second time. Leaving early, failing and finishing all release the operation.
 */
export async function* runToCompletion(
  calls: OperationCalls,
  signal?: AbortSignal,
): AsyncGenerator<ExecutePlanResponse, void> {
  let lastResponseId: string | undefined;
  let restarts = 0;
  let attached = false;
  let releasing = false;
  let unreleasedBytes = 0;

  signal?.throwIfAborted();
  try {
    for (;;) {
      try {
        const stream = attached ? calls.reattach(lastResponseId) : calls.execute();
        for await (const response of stream) {
          lastResponseId = response.responseId;
          calls.answered();
          if (response.responseType.case === 'resultComplete') return;
          yield response;
          signal?.throwIfAborted();
          if (response.responseType.case !== 'arrowBatch') continue;
          unreleasedBytes += response.responseType.value.data.length;
          if (unreleasedBytes >= RELEASE_AFTER_BYTES) releaseUntil(lastResponseId);
        }
        signal?.throwIfAborted();
        calls.answered();
        attached = true;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RpcError)) throw error;
        attached = await recover(error);
      }
    }
  } finally {
    void (signal?.aborted ? calls.interrupt().then(() => calls.release()) : calls.release());
  }

  /** Whether to go on by ReattachExecute; throws when the operation cannot go on at all. */
  async function recover(error: RpcError): Promise<boolean> {
    if (isUnknownOperation(error)) {
      if (lastResponseId !== undefined) {
        throw new SparkProtocolError(
          `The server lost the query when part of its result had arrived: ${error.message}`,
        );
      }
      restarts += 1;
      if (restarts <= MAX_RESTARTS) return false;
    }
    // The first request was slow, not lost: its execution is ours.
    if (restarts > 0 && error.message.includes('INVALID_HANDLE.OPERATION_ALREADY_EXISTS')) return true;
    await calls.backOff(error);
    return true;
  }

  /** One release at a time is enough: a later one covers what an earlier one skipped. */
  function releaseUntil(responseId: string): void {
    if (releasing) return;
    releasing = true;
    unreleasedBytes = 0;
    void calls.release(responseId).finally(() => (releasing = false));
  }
}

/** With no response so far this means that the first request never arrived. */
function isUnknownOperation(error: RpcError): boolean {
  return (
    error.message.includes('INVALID_HANDLE.OPERATION_NOT_FOUND') ||
    error.message.includes('INVALID_HANDLE.SESSION_NOT_FOUND')
  );
}
