import { fromBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import { StatusSchema } from '../gen/google/rpc/status_pb.js';
import type { Status } from '../gen/google/rpc/status_pb.js';
import type { RpcError } from './transport.js';

/** What the server added to the bare status; undefined when it added nothing, or what a proxy made unreadable. */
export function readStatus(error: RpcError): Status | undefined {
  try {
    return error.statusDetails && fromBinary(StatusSchema, error.statusDetails);
  } catch {
    return undefined;
  }
}

/** The detail of that type, if there is one. */
export function findDetail<D extends DescMessage>(
  status: Status | undefined,
  type: D,
): MessageShape<D> | undefined {
  for (const detail of status?.details ?? []) {
    const message = anyUnpack(detail, type);
    if (message !== undefined) return message;
  }
  return undefined;
}
