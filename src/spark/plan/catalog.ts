import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CatalogSchema } from '../gen/spark/connect/catalog_pb.js';
import { RelationSchema } from '../gen/spark/connect/relations_pb.js';
import type { Relation } from '../gen/spark/connect/relations_pb.js';

export type CatalogCall = NonNullable<MessageInitShape<typeof CatalogSchema>['catType']>;

/** A call of the catalog; its rows are the answer. */
export function catalog(catType: CatalogCall): Relation {
  return create(RelationSchema, { relType: { case: 'catalog', value: { catType } } });
}
