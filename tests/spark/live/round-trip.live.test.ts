import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SparkSession } from '../../../src/spark/index.js';
import { simpleString, type DataType, type StructType } from '../../../src/spark/types.js';
import { defaultServer } from './support.js';

/** A type with values as `collect()` gives them for it. */
interface TypedValues {
  readonly type: DataType;
  readonly values: fc.Arbitrary<unknown>;
}

const DAY_MS = 86_400_000;
/** The years that SQL knows, 1 to 9999, in days since 1970. */
const FIRST_DAY = Date.parse('0001-01-01') / DAY_MS;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY_MS;

const simple = (type: string, values: fc.Arbitrary<unknown>): TypedValues => ({ type, values });
const days = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const instants = fc.integer({ min: FIRST_DAY * DAY_MS, max: LAST_DAY * DAY_MS }).map((ms) => new Date(ms));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const int = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

function decimalText(unscaled: bigint, scale: number): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  const [whole, fraction] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

const decimals = fc.integer({ min: 1, max: 38 }).chain((precision) =>
  fc.integer({ min: 0, max: precision }).map((scale): TypedValues => {
    const limit = 10n ** BigInt(precision) - 1n;
    const values = fc.bigInt({ min: -limit, max: limit }).map((unscaled) => decimalText(unscaled, scale));
    return { type: `decimal(${precision},${scale})`, values };
  }),
);

const keys: readonly TypedValues[] = [
  simple('string', text),
  simple('integer', int(32)),
  simple(
    'date',
    days.map((day) => new Date(day * DAY_MS)),
  ),
];

const scalars: readonly TypedValues[] = [
  ...keys,
  simple('boolean', fc.boolean()),
  simple('byte', int(8)),
  simple('short', int(16)),
  simple('long', long),
  simple('float', fc.float()),
  simple('double', fc.double()),
  simple('timestamp', instants),
  simple('timestamp_ntz', instants),
  simple('binary', fc.uint8Array({ maxLength: 9 })),
  simple('interval year to month', int(32)),
  simple('interval month', int(32)),
  simple('interval day to second', long),
  simple('void', fc.constant(null)),
];

const scalar = fc.oneof(fc.constantFrom(...scalars), decimals);

const nullableValues = (values: fc.Arbitrary<unknown>, nullable: boolean) =>
  nullable ? fc.option(values, { nil: null }) : values;

/** Nothing but null can be void. */
const mayBeNull = (type: DataType) => (type === 'void' ? fc.constant(true) : fc.boolean());

const typed: fc.Memo<TypedValues> = fc.memo((depth) => {
  if (depth <= 1) return scalar;
  const inner = typed(depth - 1);
  const lists = inner.chain(({ type, values }) =>
    mayBeNull(type).map((containsNull): TypedValues => ({
      type: { type: 'array', elementType: type, containsNull },
      values: fc.array(nullableValues(values, containsNull), { maxLength: 4 }),
    })),
  );
  const maps = fc.constantFrom(...keys).chain((key) =>
    inner.chain(({ type, values }) =>
      mayBeNull(type).map((valueContainsNull): TypedValues => ({
        type: { type: 'map', keyType: key.type, valueType: type, valueContainsNull },
        values: fc
          .uniqueArray(fc.tuple(key.values, nullableValues(values, valueContainsNull)), {
            maxLength: 3,
            selector: ([value]) => String(value),
          })
          .map((entries) => new Map(entries)),
      })),
    ),
  );
  const structs = frames(inner).map(({ schema, row }): TypedValues => ({ type: schema, values: row }));
  return fc.oneof({ weight: 3, arbitrary: scalar }, lists, maps, structs);
});

interface Frame {
  readonly schema: StructType;
  readonly row: fc.Arbitrary<Readonly<Record<string, unknown>>>;
}

/** One to four columns, named by their place. */
function frames(of: fc.Arbitrary<TypedValues>): fc.Arbitrary<Frame> {
  const column = of.chain(({ type, values }) =>
    mayBeNull(type).map((nullable) => ({ type, nullable, values: nullableValues(values, nullable) })),
  );
  return fc.array(column, { minLength: 1, maxLength: 4 }).map((columns) => ({
    schema: {
      type: 'struct',
      fields: columns.map(({ type, nullable }, index) => ({
        name: `c${index}`,
        type,
        nullable,
        metadata: {},
      })),
    },
    row: fc.record(Object.fromEntries(columns.map(({ values }, index) => [`c${index}`, values]))),
  }));
}

const samples = frames(typed(3)).chain(({ schema, row }) =>
  fc.record({ schema: fc.constant(schema), rows: fc.array(row, { minLength: 1, maxLength: 5 }) }),
);

const ddlOf = ({ fields }: StructType) =>
  fields
    .map(({ name, type, nullable }) => `${name} ${simpleString(type)}${nullable ? '' : ' NOT NULL'}`)
    .join(', ');

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata'])('in the time zone %s', (zone) => {
  let spark: SparkSession;
  beforeAll(async () => {
    spark = await SparkSession.builder()
      .remote(defaultServer.remote)
      .config('spark.sql.session.timeZone', zone)
      .create();
  });
  afterAll(() => spark.stop());

  test('values of every type come back as they were, and go in again with the schema of the frame', async () => {
    await fc.assert(
      fc.asyncProperty(samples, async ({ schema, rows }) => {
        const frame = spark.createDataFrame(rows, schema);
        const [found, foundSchema] = await Promise.all([frame.collect(), frame.schema()]);
        expect(found).toEqual(rows);
        expect(foundSchema).toEqual(schema);
        expect(await spark.createDataFrame(found, foundSchema).collect()).toEqual(rows);
        expect(await spark.createDataFrame(await frame.toArrow(), schema).collect()).toEqual(rows);
        expect(await spark.createDataFrame(rows, ddlOf(schema)).collect()).toEqual(rows);
      }),
      { numRuns: 25, seed: 20 },
    );
  });

  test('a day stays the day, whatever the zone', async () => {
    const rows = [{ day: new Date('2024-02-29'), wall: new Date('2024-02-29T01:02:03.004Z') }];
    const frame = spark.createDataFrame(rows, 'day DATE, wall TIMESTAMP_NTZ');
    expect(await frame.selectExpr('string(day)', 'string(wall)').collect()).toEqual([
      { day: '2024-02-29', wall: '2024-02-29 01:02:03.004' },
    ]);
  });
});
