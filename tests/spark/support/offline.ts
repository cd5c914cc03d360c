import { toJson } from '@bufbuild/protobuf';
import { ConnectClient } from '../../../src/spark/connect/client.js';
import type { Transport } from '../../../src/spark/connect/transport.js';
import { SparkSession } from '../../../src/spark/index.js';
import type { DataFrame } from '../../../src/spark/index.js';
import { RelationSchema } from '../../../src/spark/gen/spark/connect/relations_pb.js';

function unexpected(): never {
  throw new Error('a request was sent');
}

const noNetwork: Transport = {
  unary: unexpected,
  stream: unexpected,
  upload: unexpected,
  close: () => undefined,
};

/** A session that cannot send anything: for what happens before a request. */
export function offlineSession(): SparkSession {
  const identity = {
    sessionId: '00112233-4455-6677-8899-aabbccddeeff',
    userId: 'tester',
    clientType: 'test',
  };
  return new SparkSession(new ConnectClient(noNetwork, identity));
}

/** The frame's plan without plan ids, which differ from test to test. */
export function planOf(frame: DataFrame): unknown {
  const plan = toJson(RelationSchema, frame.relation);
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'common' ? undefined : value)));
}
