import { createRequire } from 'node:module';
import { encodeRecordBatch } from './record-batch.js';

/** A whole batch in the place of one of kafkajs's messages. */
export interface BatchMessage {
  readonly partition: number;
  /** kafkajs wants a value; it is not sent. */
  readonly value: null;
  /** What `encodeRecord` made. */
  readonly records: readonly Buffer[];
  /** The number of the first record in its producer's count for the partition. */
  readonly firstSequence: number;
}

/** What kafkajs gives to its encoder of a produce request. */
interface ProduceParameters {
  readonly acks: number;
  readonly timeout: number;
  /** A number or a long of kafkajs's own. */
  readonly producerId: { toString(): string };
  readonly producerEpoch: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly object[] }[];
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

let installed = false;

/**
 * Teaches kafkajs to send a {@link BatchMessage} in all versions that know record batches: 3 to 7, the last of kafkajs,
 * whose body is the same. Other messages are sent as ever.
 *
 * kafkajs's own encoder makes a buffer of 512 bytes for each header of each record, and its list of a partition's
 * messages is copied for each message: together they took most of a producer's time.
 */
export function teachBatchMessages(): void {
  if (installed) return;
  installed = true;
  const requests = createRequire(import.meta.url)(
    'kafkajs/src/protocol/requests/produce/index.js',
  ) as ProduceRequests;
  const { protocol } = requests;
  requests.protocol = (wanted) => (parameters) => {
    const theirs = protocol(wanted)(parameters);
    const batches = batchesIn(parameters);
    if (batches.length === 0) return theirs;
    const encode = () => {
      const bytes = encodeProduceRequest(parameters, batches, Date.now());
      return Promise.resolve({ buf: bytes, buffer: bytes });
    };
    return { ...theirs, request: { ...theirs.request, encode } };
  };
}

/** A call to send carries one batch for each of its partitions of one topic, so a request does. */
function batchesIn({ topicData }: ProduceParameters): readonly BatchMessage[] {
  const messages = topicData[0]?.partitions.map((partition) => partition.messages[0]) ?? [];
  return messages.filter((message): message is BatchMessage => message !== undefined && 'records' in message);
}

/** The body of a produce request to one topic: transactional id, acks, timeout, topics, their partitions. */
export function encodeProduceRequest(
  { acks, timeout, topicData, producerId, producerEpoch }: ProduceParameters,
  batches: readonly BatchMessage[],
  timestampMs: number,
): Buffer {
  const topic = Buffer.from(topicData[0]?.topic ?? '');
  const options = { timestampMs, producerEpoch, producerId: BigInt(String(producerId)) };
  const partitions = batches.flatMap(({ partition, records, firstSequence }) => {
    const batch = encodeRecordBatch(records, { ...options, firstSequence });
    return [int32(partition), int32(batch.length), batch];
  });
  return Buffer.concat([
    ...[int16(NO_TEXT), int16(acks), int32(timeout)],
    ...[int32(1), int16(topic.length), topic],
    ...[int32(batches.length), ...partitions],
  ]);
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
