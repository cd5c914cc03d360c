import { createRequire } from 'node:module';
import { encodeRecordBatch, type RecordContent } from './record-batch.js';

/** What kafkajs gives to its encoder of a produce request. */
export interface ProduceParameters {
  readonly acks: number;
  readonly timeout: number;
  /** 0 is none. */
  readonly compression: number;
  readonly transactionalId?: string | undefined;
  /** A number or a long of kafkajs's own. */
  readonly producerId: { toString(): string };
  readonly producerEpoch: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence: number;
      readonly messages: readonly (RecordContent & { readonly timestamp?: string })[];
    }[];
  }[];
}

/** The part of kafkajs's `Encoder` that is looked at when its bytes are sent. */
interface Encoded {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

interface Exchange {
  readonly request: { readonly encode: () => Promise<Encoded> };
}

/** kafkajs's produce requests: by version, what makes a request from its parameters. */
interface ProduceRequests {
  protocol: (wanted: { readonly version: number }) => (parameters: ProduceParameters) => Exchange;
}

/** The first version with record batches; up to 7, the last that kafkajs knows, the body is the same. */
const FIRST_VERSION = 3;

let installed = false;

/**
 * From now on kafkajs sends uncompressed batches in the same bytes as before, encoded by {@link encodeRecordBatch}. Its
 * own encoder makes a buffer of 512 bytes for each header of each record, and takes most of a producer's time.
 */
export function encodeProduceRequests(): void {
  if (installed) return;
  installed = true;
  const requests = createRequire(import.meta.url)(
    'kafkajs/src/protocol/requests/produce/index.js',
  ) as ProduceRequests;
  const { protocol } = requests;
  requests.protocol = (wanted) => {
    const exchange = protocol(wanted);
    if (wanted.version < FIRST_VERSION) return exchange;
    return (parameters) => {
      const theirs = exchange(parameters);
      if (!isPlain(parameters)) return theirs;
      const encode = () => {
        const bytes = encodeRequest(parameters, Date.now());
        return Promise.resolve({ buf: bytes, buffer: bytes });
      };
      return { ...theirs, request: { ...theirs.request, encode } };
    };
  };
}

function isPlain({ compression, transactionalId, topicData }: ProduceParameters): boolean {
  return (
    compression === 0 &&
    transactionalId === undefined &&
    topicData.every(({ partitions }) =>
      partitions.every(({ messages }) => messages.every(({ timestamp }) => timestamp === undefined)),
    )
  );
}

/** The body of a produce request: transactional id, acks, timeout, topics, each with its partitions and their batches. */
export function encodeRequest(parameters: ProduceParameters, timestampMs: number): Buffer {
  const { acks, timeout, topicData, producerEpoch } = parameters;
  const producerId = BigInt(String(parameters.producerId));
  const topics = topicData.flatMap(({ topic, partitions }) => [
    text(topic),
    int32(partitions.length),
    ...partitions.flatMap(({ partition, messages, firstSequence }) => {
      const batch = encodeRecordBatch(messages, { timestampMs, producerId, producerEpoch, firstSequence });
      return [int32(partition), int32(batch.length), batch];
    }),
  ]);
  return Buffer.concat([int16(NO_TEXT), int16(acks), int32(timeout), int32(topicData.length), ...topics]);
}

/** The length of a text that is absent. */
const NO_TEXT = -1;

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const text = (value: string) => Buffer.concat([int16(Buffer.byteLength(value)), Buffer.from(value)]);
