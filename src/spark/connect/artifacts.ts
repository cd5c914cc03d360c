import { crc32 } from 'node:zlib';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { AddArtifactsRequestSchema } from '../gen/spark/connect/base_pb.js';

export interface Artifact {
  /** Its kind and its name: `jars/a.jar`, `files/a.txt`, `cache/<sha256>`. */
  readonly name: string;
  readonly data: Uint8Array;
}

type Payload = NonNullable<MessageInitShape<typeof AddArtifactsRequestSchema>['payload']>;

/** Of one chunk, and of the artifacts of one batch together. */
const MAX_CHUNK_BYTES = 32 * 1024;

/** What to send, in order: small artifacts together in batches, each large one alone and in chunks. */
export function* artifactPayloads(artifacts: readonly Artifact[]): Generator<Payload> {
  let batch: Artifact[] = [];
  let batchBytes = 0;
  for (const artifact of artifacts) {
    const { length } = artifact.data;
    if (batch.length > 0 && batchBytes + length > MAX_CHUNK_BYTES) {
      yield batchOf(batch);
      batch = [];
      batchBytes = 0;
    }
    if (length > MAX_CHUNK_BYTES) {
      yield* chunksOf(artifact);
    } else {
      batch.push(artifact);
      batchBytes += length;
    }
  }
  if (batch.length > 0) yield batchOf(batch);
}

function batchOf(artifacts: readonly Artifact[]): Payload {
  return {
    case: 'batch',
    value: { artifacts: artifacts.map(({ name, data }) => ({ name, data: chunk(data) })) },
  };
}

function* chunksOf({ name, data }: Artifact): Generator<Payload> {
  const initialChunk = chunk(data.subarray(0, MAX_CHUNK_BYTES));
  const numChunks = BigInt(Math.ceil(data.length / MAX_CHUNK_BYTES));
  yield {
    case: 'beginChunk',
    value: { name, totalBytes: BigInt(data.length), numChunks, initialChunk },
  };
  for (let start = MAX_CHUNK_BYTES; start < data.length; start += MAX_CHUNK_BYTES)
    yield { case: 'chunk', value: chunk(data.subarray(start, start + MAX_CHUNK_BYTES)) };
}

function chunk(data: Uint8Array) {
  return { data, crc: BigInt(crc32(data)) };
}
