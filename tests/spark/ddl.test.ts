import { describe, expect, test } from 'vitest';
import { parseDdl } from '../../src/spark/ddl.js';

const typeOf = (type: string) => parseDdl(`c ${type}`)?.fields[0]?.type;

describe('a schema in DDL', () => {
  test.each([
    ['BIGINT', 'long'],
    ['int', 'integer'],
    ['Tinyint', 'byte'],
    ['REAL', 'float'],
    ['DECIMAL', 'decimal(10,0)'],
    ['DECIMAL(5)', 'decimal(5,0)'],
    ['NUMERIC (38, 18)', 'decimal(38,18)'],
    ['VARCHAR(3)', 'varchar(3)'],
    ['TIMESTAMP', 'timestamp'],
    ['TIMESTAMP_NTZ', 'timestamp_ntz'],
    ['INTERVAL YEAR TO MONTH', 'interval year to month'],
    ['INTERVAL DAY', 'interval day'],
  ])('%s is %s', (text, type) => expect(typeOf(text)).toBe(type));

  test('nested types, names in backquotes, NOT NULL and comments', () => {
    expect(
      parseDdl(
        "id INT NOT NULL, `a``b, c`: MAP<STRING, ARRAY<DATE>> COMMENT 'it\\'s', s STRUCT<x: INT NOT NULL, y DOUBLE>",
      ),
    ).toEqual({
      type: 'struct',
      fields: [
        { name: 'id', type: 'integer', nullable: false, metadata: {} },
        {
          name: 'a`b, c',
          nullable: true,
          metadata: {},
          type: {
            type: 'map',
            keyType: 'string',
            valueContainsNull: true,
            valueType: { type: 'array', elementType: 'date', containsNull: true },
          },
        },
        {
          name: 's',
          nullable: true,
          metadata: {},
          type: {
            type: 'struct',
            fields: [
              { name: 'x', type: 'integer', nullable: false, metadata: {} },
              { name: 'y', type: 'double', nullable: true, metadata: {} },
            ],
          },
        },
      ],
    });
  });

  test.each([
    '',
    'id',
    'id INT,',
    'id NOPE',
    'id INT x',
    'id ARRAY<INT',
    'id STRING COLLATE UNICODE',
    'ä INT',
    '{"type":"struct"}',
  ])('what it does not know is left to the server: %j', (text) => expect(parseDdl(text)).toBeUndefined());
});
