import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, Message, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type {
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import { vi } from 'vitest';
import { ConnectClient } from '../../../src/spark/connect/client.js';
import type { ClientOptions } from '../../../src/spark/connect/client.js';
import { parseConnectionString } from '../../../src/spark/connect/connection-string.js';
import { createGrpcTransport } from '../../../src/spark/connect/grpc-transport.js';
import { ErrorInfoSchema } from '../../../src/spark/gen/google/rpc/error_details_pb.js';
import { StatusSchema } from '../../../src/spark/gen/google/rpc/status_pb.js';
import { SparkConnectService } from '../../../src/spark/gen/spark/connect/base_pb.js';
import type { ExecutePlanResponseSchema } from '../../../src/spark/gen/spark/connect/base_pb.js';

export type MethodName = keyof typeof SparkConnectService.method;
type ResponseInit<M extends MethodName> = MessageInitShape<(typeof SparkConnectService.method)[M]['output']>;

/** One thing that a scripted stream does. After the last one the stream ends with status OK. */
export type Step = ResponseStep | Failure | 'hang' | 'garbage';
export type ResponseStep = MessageInitShape<typeof ExecutePlanResponseSchema>;

/** Stands for a message that is no protobuf. */
const GARBAGE = {};

export class Failure {
  readonly code: number;
  readonly message: string;
  readonly metadata: Metadata;

  constructor(
    code: number,
    message: string,
    details: readonly { schema: DescMessage; message: Message }[] = [],
  ) {
    this.code = code;
    this.message = message;
    this.metadata = new Metadata();
    if (details.length === 0) return;
    const packed = details.map((detail) => anyPack(detail.schema, detail.message));
    const bytes = toBinary(StatusSchema, create(StatusSchema, { code, message, details: packed }));
    this.metadata.set('grpc-status-details-bin', Buffer.from(bytes));
  }
}

/** A failure as Spark reports it, with an ErrorInfo in the trailer. */
export function sparkFailure(message: string, metadata: Record<string, string>): Failure {
  const reason = 'org.apache.spark.SparkException';
  const info = create(ErrorInfoSchema, { reason, domain: 'org.apache.spark', metadata });
  return new Failure(status.INTERNAL, message, [{ schema: ErrorInfoSchema, message: info }]);
}

export const unavailable = new Failure(status.UNAVAILABLE, 'connection reset');
/** The last message of a complete result. */
export const complete: ResponseStep = {
  responseId: 'last',
  responseType: { case: 'resultComplete', value: {} },
};

/** A response that carries nothing but its id, as the ones with a schema or metrics. */
export function plain(responseId: string): ResponseStep {
  return { responseId };
}

export interface RecordedCall<M extends MethodName = MethodName> {
  readonly method: M;
  readonly request: MessageShape<(typeof SparkConnectService.method)[M]['input']>;
  readonly headers: Readonly<Record<string, unknown>>;
  cancelled: boolean;
}

export interface FakeSpark extends AsyncDisposable {
  readonly remote: string;
  readonly calls: readonly RecordedCall[];
  readonly callsOf: <M extends MethodName>(method: M) => readonly RecordedCall<M>[];
  /** What the next calls of a unary method answer, in their order, 'hang' for never; without more, an empty message. */
  readonly answer: <M extends MethodName>(
    method: M,
    ...answers: readonly (ResponseInit<M> | Failure | 'hang')[]
  ) => void;
  /** A client of this server that does not wait between retries but keeps the waits. */
  readonly client: (options?: ClientOptions) => ConnectClient & { readonly waitsMs: readonly number[] };
}

/** A real gRPC server that plays `streams` in order, one for each ExecutePlan or ReattachExecute, and records all calls. */
export async function startFakeSpark(streams: readonly (readonly Step[])[] = []): Promise<FakeSpark> {
  const server = new Server({ 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 });
  const calls: RecordedCall[] = [];
  const clients: ConnectClient[] = [];
  const remaining = [...streams];
  const answers = new Map<MethodName, unknown[]>();

  const record = (
    method: MethodName,
    call: { request: RecordedCall['request']; metadata: Metadata },
  ): RecordedCall => {
    const recorded = { method, request: call.request, headers: call.metadata.getMap(), cancelled: false };
    calls.push(recorded);
    return recorded;
  };
  const ids = (request: unknown) => {
    const { sessionId, operationId = '' } = request as { sessionId: string; operationId?: string };
    return { sessionId, operationId, serverSideSessionId: 'server-1' };
  };

  function play(method: MethodName, call: ServerWritableStream<RecordedCall['request'], unknown>): void {
    const recorded = record(method, call);
    call.on('cancelled', () => (recorded.cancelled = true));
    for (const step of remaining.shift() ?? [new Failure(status.INTERNAL, 'the script has no stream left')]) {
      if (step === 'hang') return;
      if (step instanceof Failure) {
        call.emit('error', { code: step.code, details: step.message, metadata: step.metadata });
        return;
      }
      if (step === 'garbage') call.write(GARBAGE);
      else call.write({ ...ids(call.request), ...step });
    }
    call.end();
  }

  function respond(
    method: MethodName,
    call: ServerUnaryCall<RecordedCall['request'], unknown>,
    send: sendUnaryData<unknown>,
  ): void {
    record(method, call);
    reply(method, call.request, send);
  }

  /** Records each message of the stream as a call. */
  async function receive(
    method: MethodName,
    call: ServerReadableStream<RecordedCall['request'], unknown>,
    send: sendUnaryData<unknown>,
  ): Promise<void> {
    let last: RecordedCall['request'] | undefined;
    for await (const request of call as AsyncIterable<RecordedCall['request']>) {
      record(method, { request, metadata: call.metadata });
      last = request;
    }
    reply(method, last, send);
  }

  function reply(method: MethodName, request: unknown, send: sendUnaryData<unknown>): void {
    const answer = answers.get(method)?.shift() ?? {};
    if (answer === 'hang') return;
    if (answer instanceof Failure)
      send({ code: answer.code, details: answer.message, metadata: answer.metadata });
    else send(null, { ...ids(request), ...answer });
  }

  server.addService(
    Object.fromEntries(
      Object.entries(SparkConnectService.method).map(([name, method]) => [
        name,
        {
          path: `/${SparkConnectService.typeName}/${method.name}`,
          requestStream: method.methodKind === 'client_streaming',
          responseStream: method.methodKind === 'server_streaming',
          requestSerialize: (message: Message) => Buffer.from(toBinary<DescMessage>(method.input, message)),
          requestDeserialize: (bytes: Buffer) => fromBinary<DescMessage>(method.input, bytes),
          responseSerialize: (init: Record<string, unknown>) =>
            init === GARBAGE
              ? Buffer.from([255, 255, 255])
              : Buffer.from(toBinary<DescMessage>(method.output, create<DescMessage>(method.output, init))),
          responseDeserialize: (bytes: Buffer) => fromBinary<DescMessage>(method.output, bytes),
        },
      ]),
    ),
    Object.fromEntries(
      (Object.keys(SparkConnectService.method) as MethodName[]).map((name) => [
        name,
        {
          server_streaming: (call: ServerWritableStream<RecordedCall['request'], unknown>) =>
            play(name, call),
          client_streaming: (
            call: ServerReadableStream<RecordedCall['request'], unknown>,
            send: sendUnaryData<unknown>,
          ) => receive(name, call, send),
          unary: (call: ServerUnaryCall<RecordedCall['request'], unknown>, send: sendUnaryData<unknown>) =>
            respond(name, call, send),
        }[SparkConnectService.method[name].methodKind],
      ]),
    ),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const remote = `sc://127.0.0.1:${port}`;

  return {
    remote,
    calls,
    callsOf: <M extends MethodName>(method: M) =>
      calls.filter((call): call is RecordedCall<M> => call.method === method),
    answer: (method, ...more) => void answers.set(method, [...(answers.get(method) ?? []), ...more]),
    client: (options = {}) => {
      const waitsMs: number[] = [];
      const sleep = (ms: number) => Promise.resolve(waitsMs.push(ms));
      const config = parseConnectionString(remote, { env: { USER: 'tester' } });
      const client = new ConnectClient(createGrpcTransport(config), config, {
        sleep,
        random: () => 0,
        ...options,
      });
      clients.push(client);
      return Object.assign(client, { waitsMs });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      server.forceShutdown();
    },
  };
}

/** Waits for calls that the client makes in the background. */
export async function expectCalls<M extends MethodName>(
  fake: FakeSpark,
  method: M,
  count: number,
): Promise<readonly RecordedCall<M>[]> {
  return vi.waitFor(() => {
    const found = fake.callsOf(method);
    if (found.length !== count) throw new Error(`${found.length} calls of ${method} instead of ${count}`);
    return found;
  });
}

export async function drain<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
