import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeRecord, encodeRecordBatch, type RecordContent } from '../../../src/kafka/record-batch.js';
import { groupHandlers } from './group-handlers.js';
import { recordsIn, topicsInMemory } from './topics-in-memory.js';
import { answerEach, type Handler, partitionsIn, type Reader, reader, Writer } from './wire.js';

/** What the header of a producer's batch says. */
interface SentBatch {
  readonly partition: number;
  readonly producerId: bigint;
  readonly firstSequence: number;
  readonly count: number;
}

/** Codes of errors: https://kafka.apache.org/protocol.html#protocol_error_codes */
export const KAFKA_ERROR = {
  leaderNotAvailable: 5,
  coordinatorLoadInProgress: 14,
  notLeader: 6,
  illegalGeneration: 22,
  unknownMemberId: 25,
  rebalanceInProgress: 27,
  topicAuthorizationFailed: 29,
  groupAuthorizationFailed: 30,
  clusterAuthorizationFailed: 31,
  unsupportedVersion: 35,
  invalidReplicationFactor: 38,
  policyViolation: 44,
} as const;

/** By its name, the key of each request and the only version that is answered, none of which has tagged fields. */
const APIS = {
  Produce: [0, 3],
  Fetch: [1, 4],
  ListOffsets: [2, 1],
  Metadata: [3, 2],
  OffsetCommit: [8, 2],
  OffsetFetch: [9, 1],
  FindCoordinator: [10, 0],
  JoinGroup: [11, 0],
  Heartbeat: [12, 0],
  LeaveGroup: [13, 0],
  SyncGroup: [14, 0],
  ApiVersions: [18, 0],
  CreateTopics: [19, 0],
  DeleteTopics: [20, 0],
  InitProducerId: [22, 0],
  DescribeConfigs: [32, 0],
} as const;
export type ApiName = keyof typeof APIS;
const NAME_OF = new Map(Object.entries(APIS).map(([name, [key]]) => [key as number, name as ApiName]));

export interface KafkaServerOptions {
  readonly clusterId?: string;
  /** Ids of the brokers, all of which are this server. */
  readonly brokers?: readonly number[];
  /** -1 while there is none. */
  readonly controller?: number;
}

/** When every record is appended, where the topic keeps that time. */
export const APPENDED_MS = 1_769_860_800_000;

/**
 * Speaks Kafka's protocol over TCP, as far as kafkajs needs it here, and keeps topics, and the offsets of groups that have
 * one member, in memory. Brokers, leaders and errors are what the test says; whatever only a real cluster can show is in
 * tests/integration.
 */
export async function startKafkaServer(options: KafkaServerOptions = {}) {
  const { clusterId = 'MjJYxs88gsu_MtH0kDsTsA', brokers = [1], controller = 1 } = options;
  const { topics, partitionOf, append, addTopic } = topicsInMemory();
  const requests: ApiName[] = [];
  const sent: SentBatch[] = [];
  const committed = new Map<string, bigint>();
  const errors = new Map<ApiName, number[]>();
  const sockets = new Set<Socket>();
  let producers = 0n;

  const writeBroker = (to: Writer, id: number) =>
    to
      .int32(id)
      .text('127.0.0.1')
      .int32((server.address() as AddressInfo).port);

  const handlers: Record<Exclude<ApiName, 'ApiVersions'>, Handler> = {
    ...groupHandlers({ committed, writeCoordinator: (to) => writeBroker(to, 1) }),
    Metadata(request, to) {
      const names = request.list(() => request.text() ?? '') ?? [...topics.keys()];
      to.list(brokers, (id) => writeBroker(to, id).int16(-1));
      to.text(clusterId).int32(controller);
      to.list(names, (name) => {
        const partitions = topics.get(name)?.partitions ?? [];
        to.int16(topics.has(name) ? 0 : 3)
          .text(name)
          .int8(0);
        to.list(partitions, (partition) => {
          to.int16(0).int32(partitions.indexOf(partition)).int32(partition.leader);
          to.list(partition.replicas, to.int32).list(partition.isr, to.int32);
        });
      });
    },
    CreateTopics(request, to, error) {
      const created = request.list(() => {
        const [name, count, replication] = [request.text() ?? '', request.int32(), request.int16()];
        request.list(() => [request.int32(), request.list(request.int32)]);
        const settings = request.list(() => [request.text() ?? '', request.text() ?? ''] as const) ?? [];
        const replicas = brokers.slice(0, replication);
        const code = replication > brokers.length ? KAFKA_ERROR.invalidReplicationFactor : error;
        if (code === 0)
          addTopic(name, Array(count).fill({ replicas, isr: replicas }), Object.fromEntries(settings));
        return { name, code };
      });
      to.list(created ?? [], ({ name, code }) => to.text(name).int16(code));
    },
    DeleteTopics(request, to, error) {
      const names = request.list(() => request.text() ?? '') ?? [];
      if (error === 0) for (const name of names) topics.delete(name);
      to.list(names, (name) => to.text(name).int16(error));
    },
    DescribeConfigs(request, to) {
      const resources = request.list(
        () => [request.int8(), request.text() ?? '', request.list(request.text)] as const,
      );
      to.int32(0).list(resources ?? [], ([type, name]) => {
        const own = Object.entries(topics.get(name)?.settings ?? {}).map((entry) => [...entry, 0] as const);
        to.int16(0).int16(-1).int8(type).text(name);
        to.list([...own, ['cleanup.policy', 'delete', 1] as const], ([key, value, isDefault]) =>
          to.text(key).text(value).int8(0).int8(isDefault).int8(0),
        );
      });
    },
    ListOffsets(request, to, error) {
      request.int32();
      answerEach(to, partitionsIn(request, request.int64), (topic, partition, timestamp) => {
        const { low, high } = partitionOf(topic, partition);
        to.int16(error)
          .int64(-1n)
          .int64(timestamp === -2n ? low : high);
      });
    },
    InitProducerId(_request, to, error) {
      to.int32(0)
        .int16(error)
        .int64((producers += 1n))
        .int16(0);
    },
    Produce(request, to, error) {
      request.text();
      request.int16();
      request.int32();
      answerEach(to, partitionsIn(request, request.bytes), (topic, partition, batch) => {
        const [producerId, firstSequence] = [batch.readBigInt64BE(43), batch.readInt32BE(53)];
        sent.push({ partition, producerId, firstSequence, count: recordsIn(batch) });
        const from = error === 0 ? append(partitionOf(topic, partition), batch) : -1n;
        const hasTime = topics.get(topic)?.settings['message.timestamp.type'] === 'LogAppendTime';
        to.int16(error)
          .int64(from)
          .int64(hasTime ? BigInt(APPENDED_MS) : -1n);
      });
      to.int32(0);
    },
    async Fetch(request, to, error) {
      const [, waitMs] = [request.int32(), request.int32(), request.int32(), request.int32(), request.int8()];
      const asked = partitionsIn(request, () => [request.int64(), request.int32()] as const);
      const isThere = asked.some(({ topic, partitions }) =>
        partitions.some(({ partition, rest: [offset] }) => partitionOf(topic, partition).high > offset),
      );
      if (!isThere) await sleep(waitMs);
      to.int32(0);
      answerEach(to, asked, (topic, partition, [offset]) => {
        const { high, batches } = partitionOf(topic, partition);
        // Whole batches, as Kafka sends them: the first may begin before the offset.
        const lastOf = (batch: Buffer) => batch.readBigInt64BE() + BigInt(recordsIn(batch)) - 1n;
        const bytes = error === 0 ? batches.filter((batch) => lastOf(batch) >= offset) : [];
        to.int16(error)
          .int64(high)
          .int64(high)
          .list([], () => undefined)
          .bytes(Buffer.concat(bytes));
      });
    },
  };

  async function respond(socket: Socket, request: Reader): Promise<void> {
    const [key, version] = [request.int16(), request.int16()];
    const to = new Writer().int32(request.int32());
    request.text();
    const api = NAME_OF.get(key);
    if (api === undefined) throw new Error(`requests with the key ${key} are not answered`);
    if (api === 'ApiVersions') {
      to.int16(version === 0 ? 0 : KAFKA_ERROR.unsupportedVersion);
      to.list(Object.values(APIS), ([each, only]) => to.int16(each).int16(only).int16(only));
    } else {
      requests.push(api);
      await handlers[api](request, to, errors.get(api)?.shift() ?? 0);
    }
    socket.write(new Writer().bytes(to.whole()).whole());
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let received: Buffer = Buffer.alloc(0);
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE()) {
        const end = 4 + received.readInt32BE();
        void respond(socket, reader(received.subarray(4, end)));
        received = received.subarray(end);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    bootstrapServers: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    topics,
    addTopic,
    /** Kinds of the requests that came, in order. */
    requests: requests as readonly ApiName[],
    /** What producers have sent, whether it was taken or not. */
    sent: sent as readonly SentBatch[],
    /** Offsets that groups have committed, by `group/topic-0`. */
    committed,
    connections: () => sockets.size,
    /** Appends records in one batch. */
    append(topic: string, partition: number, ...records: readonly RecordContent[]) {
      const origin = { timestampMs: 0, producerId: -1n, producerEpoch: -1, firstSequence: -1 };
      append(partitionOf(topic, partition), encodeRecordBatch(records.map(encodeRecord), origin));
    },
    /** Answers the next requests of a kind with these errors; 0 is none. */
    fail: (api: ApiName, ...codes: readonly number[]) =>
      void errors.set(api, [...(errors.get(api) ?? []), ...codes]),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
export type KafkaServer = Awaited<ReturnType<typeof startKafkaServer>>;
