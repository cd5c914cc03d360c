import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { create } from '@bufbuild/protobuf';
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { RetriesExceededError, SparkProtocolError } from '../errors.js';
import type { SparkError } from '../errors.js';
import * as pb from '../gen/spark/connect/base_pb.js';
import { artifactPayloads } from './artifacts.js';
import type { Artifact } from './artifacts.js';
import { CachedData } from './cached-data.js';
import { runToCompletion } from './execution.js';
import type { OperationCalls } from './execution.js';
import { RetryBudget } from './retry.js';
import { defaultRetryPolicy } from './retry-policy.js';
import type { RetryPolicy } from './retry-policy.js';
import { readErrorTrailer, toSparkError } from './server-error.js';
import { SessionIds } from './session-ids.js';
import type { ClientIdentity, SessionResponse } from './session-ids.js';
import { RpcError } from './transport.js';
import type { CallOptions, Transport, UnaryOptions } from './transport.js';

export interface ClientOptions {
  readonly retryPolicies?: readonly RetryPolicy[];
  readonly random?: () => number;
  /** Waits; fails when the signal aborts. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

export interface ExecuteOptions extends CallOptions {
  /** By these the execution can be interrupted. */
  readonly tags?: readonly string[];
}

type InterruptTarget = MessageInitShape<typeof pb.InterruptRequestSchema>['interrupt'];
type ReleaseTarget = NonNullable<MessageInitShape<typeof pb.ReleaseExecuteRequestSchema>['release']>;
type AnalyzeInit = NonNullable<MessageInitShape<typeof pb.AnalyzePlanRequestSchema>['analyze']>;
type ConfigInit = NonNullable<MessageInitShape<typeof pb.ConfigRequest_OperationSchema>['opType']>;

/** Cleaning up after a call must not hold up the process for longer; for a server that was never reached, not at all. */
const CLEAN_UP = { timeoutMs: 5_000, isCleanUp: true } as const;
/** The error is known by then but for its details: it does not wait for long. */
const ERROR_DETAILS = { timeoutMs: 1_000, isCleanUp: true } as const;
const service = pb.SparkConnectService.method;

/** The calls of one session: with its ids on them, tried again where that may help, their failures made SparkErrors. */
export class ConnectClient {
  readonly #transport: Transport;
  readonly #ids: SessionIds;
  readonly #policies: readonly RetryPolicy[];
  readonly #random: () => number;
  readonly #sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  readonly #stopped = new AbortController();
  readonly #cachedData = new CachedData(this);
  #closing: Promise<void> | undefined;

  constructor(transport: Transport, identity: ClientIdentity, options: ClientOptions = {}) {
    this.#transport = transport;
    this.#ids = new SessionIds(identity);
    this.#policies = options.retryPolicies ?? [defaultRetryPolicy];
    this.#random = options.random ?? Math.random;
    this.#sleep = options.sleep ?? ((ms, signal) => sleep(ms, undefined, { signal }));
  }

  get sessionId(): string {
    return this.#ids.sessionId;
  }

  get isClosed(): boolean {
    return this.#ids.isClosed;
  }

  async analyze(analyze: AnalyzeInit, options: CallOptions = {}): Promise<pb.AnalyzePlanResponse['result']> {
    await this.#cachedData.send(options);
    const request = create(pb.AnalyzePlanRequestSchema, { ...this.#ids.envelope(), analyze });
    return (await this.#unary(service.analyzePlan, request, options)).result;
  }

  async config(opType: ConfigInit): Promise<pb.ConfigResponse> {
    const request = create(pb.ConfigRequestSchema, { ...this.#ids.envelope(), operation: { opType } });
    return this.#unary(service.config, request);
  }

  /** @returns the ids of the operations that were interrupted; none matching is no error. */
  async interrupt(
    interruptType: pb.InterruptRequest_InterruptType,
    interrupt?: InterruptTarget,
  ): Promise<readonly string[]> {
    const request = this.#interruptRequest(interruptType, interrupt);
    return (await this.#unary(service.interrupt, request)).interruptedIds;
  }

  /** @throws SparkProtocolError when one was damaged on its way; SparkError ARTIFACT_ALREADY_EXISTS for other content */
  async addArtifacts(artifacts: readonly Artifact[], options: CallOptions = {}): Promise<void> {
    const envelope = this.#ids.envelope();
    const requests = function* () {
      for (const payload of artifactPayloads(artifacts))
        yield create(pb.AddArtifactsRequestSchema, { ...envelope, payload });
    };
    const response = await this.#retrying(
      () => this.#transport.upload(service.addArtifacts, requests(), options),
      options,
    );
    const damaged = response.artifacts.find(({ isCrcSuccessful }) => !isCrcSuccessful);
    if (damaged !== undefined)
      throw new SparkProtocolError(`The artifact ${damaged.name} was damaged on its way to the server`);
  }

  async hasArtifact(name: string, options: CallOptions = {}): Promise<boolean> {
    const request = create(pb.ArtifactStatusesRequestSchema, { ...this.#ids.envelope(), names: [name] });
    const { statuses } = await this.#unary(service.artifactStatus, request, options);
    return statuses[name]?.exists ?? false;
  }

  /** Keeps data that is too large for a plan. @returns the hash by which plans from now on can refer to it */
  cacheData(data: Uint8Array): string {
    return this.#cachedData.add(data);
  }

  /** Runs a plan and yields its responses, each once, without the final `result_complete`. */
  async *execute(plan: pb.Plan, options: ExecuteOptions = {}): AsyncGenerator<pb.ExecutePlanResponse, void> {
    this.#ids.assertOpen();
    await this.#cachedData.send(options);
    yield* runToCompletion(this.#operation(plan, options), options.signal);
  }

  /** Ends the session on the server, its streaming queries with it, and closes the channel. Never fails. */
  close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  async #release(): Promise<void> {
    this.#ids.close('it was stopped');
    this.#stopped.abort();
    const request = create(pb.ReleaseSessionRequestSchema, this.#ids.identity());
    await this.#transport.unary(service.releaseSession, request, CLEAN_UP).catch(() => undefined);
    this.#transport.close();
  }

  #operation(plan: pb.Plan, { tags = [], signal }: ExecuteOptions): OperationCalls {
    const operationId = randomUUID();
    const budget = new RetryBudget(this.#policies, this.#random);
    return {
      execute: () => {
        const request = create(pb.ExecutePlanRequestSchema, {
          ...this.#ids.envelope(),
          operationId,
          plan,
          tags: [...tags],
          requestOptions: [{ requestOption: { case: 'reattachOptions', value: { reattachable: true } } }],
        });
        return this.#checked(this.#transport.stream(service.executePlan, request, { signal }));
      },
      reattach: (lastResponseId) => {
        const request = create(pb.ReattachExecuteRequestSchema, {
          ...this.#ids.envelope(),
          operationId,
          ...(lastResponseId !== undefined && { lastResponseId }),
        });
        return this.#checked(this.#transport.stream(service.reattachExecute, request, { signal }));
      },
      release: (responseId) => {
        const release: ReleaseTarget =
          responseId === undefined
            ? { case: 'releaseAll', value: {} }
            : { case: 'releaseUntil', value: { responseId } };
        const request = create(pb.ReleaseExecuteRequestSchema, {
          ...this.#ids.envelope(),
          operationId,
          release,
        });
        return this.#attempt(service.releaseExecute, request);
      },
      interrupt: () => {
        const target = { case: 'operationId', value: operationId } as const;
        const type = pb.InterruptRequest_InterruptType.OPERATION_ID;
        return this.#attempt(service.interrupt, this.#interruptRequest(type, target));
      },
      backOff: (error) => this.#backOff(budget, error, signal),
      answered: () => budget.reset(),
    };
  }

  #unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageShape<I>,
    options: CallOptions = {},
  ): Promise<MessageShape<O>> {
    return this.#retrying(() => this.#transport.unary(method, request, options), options);
  }

  async #retrying<R>(call: () => Promise<R>, { signal }: CallOptions): Promise<R> {
    this.#ids.assertOpen();
    const budget = new RetryBudget(this.#policies, this.#random);
    for (;;) {
      signal?.throwIfAborted();
      try {
        const response = await call();
        this.#ids.check(response as unknown as SessionResponse);
        return response;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof RpcError)) throw error;
        await this.#backOff(budget, error, signal);
      }
    }
  }

  /** Once, in a bounded time, whatever comes of it: for cleaning up. */
  async #attempt<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageShape<I>,
    options: UnaryOptions = CLEAN_UP,
  ): Promise<MessageShape<O> | undefined> {
    if (this.isClosed) return undefined;
    return this.#transport.unary(method, request, options).catch(() => undefined);
  }

  async *#checked(responses: AsyncIterable<pb.ExecutePlanResponse>): AsyncGenerator<pb.ExecutePlanResponse> {
    for await (const response of responses) {
      this.#ids.check(response);
      yield response;
    }
  }

  async #backOff(budget: RetryBudget, error: RpcError, signal: AbortSignal | undefined): Promise<void> {
    const decision = budget.next(error);
    if (!decision.retry || this.isClosed) {
      const converted = await this.#convert(error);
      throw !decision.retry && decision.spent ? new RetriesExceededError(converted) : converted;
    }
    const stopped = this.#stopped.signal;
    try {
      await this.#sleep(decision.waitMs, signal === undefined ? stopped : AbortSignal.any([signal, stopped]));
    } catch (cause) {
      signal?.throwIfAborted();
      this.#ids.assertOpen();
      throw cause;
    }
  }

  async #convert(error: RpcError): Promise<SparkError> {
    if (this.#stopped.signal.aborted) return this.#ids.closedError();
    const trailer = readErrorTrailer(error);
    const converted = toSparkError(error, trailer, await this.#fetchDetails(trailer?.errorId));
    if (/INVALID_HANDLE\.SESSION_(CHANGED|CLOSED)/.test(converted.message)) {
      this.#ids.close('the server has closed it or was restarted');
    }
    return converted;
  }

  /** The server gives the details of an error once; no answer is no reason to hide the error itself. */
  async #fetchDetails(errorId: string | undefined): Promise<pb.FetchErrorDetailsResponse | undefined> {
    if (errorId === undefined) return undefined;
    return this.#attempt(
      service.fetchErrorDetails,
      create(pb.FetchErrorDetailsRequestSchema, { ...this.#ids.envelope(), errorId }),
      ERROR_DETAILS,
    );
  }

  #interruptRequest(
    interruptType: pb.InterruptRequest_InterruptType,
    interrupt?: InterruptTarget,
  ): pb.InterruptRequest {
    return create(pb.InterruptRequestSchema, {
      ...this.#ids.envelope(),
      interruptType,
      ...(interrupt !== undefined && { interrupt }),
    });
  }
}
