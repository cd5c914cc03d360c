import { SparkProtocolError } from './errors.js';
import type {
  DataType as ProtoDataType,
  DataType_StructField as ProtoField,
} from './gen/spark/connect/types_pb.js';

/** A type in the form of Spark's own schema JSON; simple types are their names: "long", "decimal(10,2)". */
export type DataType = string | StructType | ArrayType | MapType;

export interface StructType {
  readonly type: 'struct';
  readonly fields: readonly StructField[];
}

export interface StructField {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ArrayType {
  readonly type: 'array';
  readonly elementType: DataType;
  readonly containsNull: boolean;
}

export interface MapType {
  readonly type: 'map';
  readonly keyType: DataType;
  readonly valueType: DataType;
  readonly valueContainsNull: boolean;
}

export function fromProtoType(proto: ProtoDataType | undefined): DataType {
  const kind = proto?.kind;
  switch (kind?.case) {
    case 'null':
      return 'void';
    case 'timestampNtz':
      return 'timestamp_ntz';
    case 'decimal':
      return `decimal(${kind.value.precision ?? 10},${kind.value.scale ?? 0})`;
    case 'char':
      return `char(${kind.value.length})`;
    case 'varChar':
      return `varchar(${kind.value.length})`;
    case 'calendarInterval':
      return 'interval';
    case 'yearMonthInterval':
      return intervalName(['year', 'month'], kind.value.startField, kind.value.endField);
    case 'dayTimeInterval':
      return intervalName(['day', 'hour', 'minute', 'second'], kind.value.startField, kind.value.endField);
    case 'string':
      return stringName(kind.value.collation);
    case 'binary':
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
    case 'date':
    case 'timestamp':
    case 'variant':
      return kind.case;
    case 'array': {
      const { elementType, containsNull } = kind.value;
      return { type: 'array', elementType: fromProtoType(elementType), containsNull };
    }
    case 'map': {
      const { keyType, valueType, valueContainsNull } = kind.value;
      return {
        type: 'map',
        keyType: fromProtoType(keyType),
        valueType: fromProtoType(valueType),
        valueContainsNull,
      };
    }
    case 'struct':
      return { type: 'struct', fields: kind.value.fields.map(fromProtoField) };
    case 'udt':
      return fromProtoType(kind.value.sqlType);
    case 'unparsed':
      return kind.value.dataTypeString;
    case undefined:
      throw new SparkProtocolError('The server sent a data type that this client does not know');
  }
}

function fromProtoField(field: ProtoField): StructField {
  const metadata = JSON.parse(field.metadata || '{}') as Record<string, unknown>;
  return { name: field.name, type: fromProtoType(field.dataType), nullable: field.nullable, metadata };
}

function stringName(collation: string): string {
  return collation === '' || collation === 'UTF8_BINARY' ? 'string' : `string collate ${collation}`;
}

/** As in SQL: without fields the whole range, with two equal fields just that one. */
function intervalName(units: readonly string[], start = 0, end = units.length - 1): string {
  const [first = '', last = ''] = [units[start], units[end]];
  return first === last ? `interval ${first}` : `interval ${first} to ${last}`;
}

/** The type as SQL writes it: "array<struct<a:bigint>>". */
export function simpleString(type: DataType): string {
  if (typeof type === 'string') return sqlNames[type] ?? type;
  switch (type.type) {
    case 'array':
      return `array<${simpleString(type.elementType)}>`;
    case 'map':
      return `map<${simpleString(type.keyType)},${simpleString(type.valueType)}>`;
    case 'struct':
      return `struct<${type.fields.map((field) => `${field.name}:${simpleString(field.type)}`).join(',')}>`;
  }
}

const sqlNames: Readonly<Record<string, string>> = {
  byte: 'tinyint',
  short: 'smallint',
  integer: 'int',
  long: 'bigint',
};

/** A schema as the server takes it: DDL stays as it is, a structure becomes its JSON. */
export function toSchemaText(schema: string | StructType): string {
  return typeof schema === 'string' ? schema : JSON.stringify(schema);
}
