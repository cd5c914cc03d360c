import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { DataTypeSchema } from '../../src/spark/gen/spark/connect/types_pb.js';
import { fromProtoType, simpleString } from '../../src/spark/types.js';

type Kind = NonNullable<MessageInitShape<typeof DataTypeSchema>['kind']>;
const long: MessageInitShape<typeof DataTypeSchema> = { kind: { case: 'long', value: {} } };

test.each<[string, Kind]>([
  ['bigint', { case: 'long', value: {} }],
  ['int', { case: 'integer', value: {} }],
  ['smallint', { case: 'short', value: {} }],
  ['tinyint', { case: 'byte', value: {} }],
  ['string', { case: 'string', value: { collation: 'UTF8_BINARY' } }],
  ['string collate UNICODE_CI', { case: 'string', value: { collation: 'UNICODE_CI' } }],
  ['void', { case: 'null', value: {} }],
  ['timestamp_ntz', { case: 'timestampNtz', value: {} }],
  ['decimal(10,2)', { case: 'decimal', value: { precision: 10, scale: 2 } }],
  ['varchar(5)', { case: 'varChar', value: { length: 5 } }],
  ['interval day to second', { case: 'dayTimeInterval', value: { startField: 0, endField: 3 } }],
  ['interval year', { case: 'yearMonthInterval', value: { startField: 0, endField: 0 } }],
  ['array<bigint>', { case: 'array', value: { elementType: long, containsNull: true } }],
  ['map<bigint,bigint>', { case: 'map', value: { keyType: long, valueType: long } }],
  [
    'struct<a:bigint>',
    { case: 'struct', value: { fields: [{ name: 'a', dataType: long, nullable: true }] } },
  ],
])('%s', (name, kind) => {
  expect(simpleString(fromProtoType(create(DataTypeSchema, { kind })))).toBe(name);
});

test('a struct is Spark’s JSON form of it', () => {
  const fields = [{ name: 'a', dataType: long, nullable: true, metadata: '{"k":1}' }];
  expect(fromProtoType(create(DataTypeSchema, { kind: { case: 'struct', value: { fields } } }))).toEqual({
    type: 'struct',
    fields: [{ name: 'a', type: 'long', nullable: true, metadata: { k: 1 } }],
  });
});
