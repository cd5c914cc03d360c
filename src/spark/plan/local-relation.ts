import { create, toBinary } from '@bufbuild/protobuf';
import { LocalRelationSchema, RelationSchema } from '../gen/spark/connect/relations_pb.js';
import type { LocalRelation, Relation } from '../gen/spark/connect/relations_pb.js';

/** @param data an Arrow stream; @param schema DDL or JSON that casts and renames the data's columns by position */
export function localRelation(data: Uint8Array | undefined, schema: string | undefined): LocalRelation {
  const value = { ...(data !== undefined && { data }), ...(schema !== undefined && { schema }) };
  return create(LocalRelationSchema, value);
}

export function inline(value: LocalRelation): Relation {
  return create(RelationSchema, { relType: { case: 'localRelation', value } });
}

/** Stands for a local relation that the server has under the hash of its bytes. */
export function cached(hash: string): Relation {
  return create(RelationSchema, { relType: { case: 'cachedLocalRelation', value: { hash } } });
}

export function localRelationBytes(value: LocalRelation): Uint8Array {
  return toBinary(LocalRelationSchema, value);
}
