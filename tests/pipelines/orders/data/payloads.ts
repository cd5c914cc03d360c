import fc from 'fast-check';
import type { Order } from '../../../../src/pipelines/orders/data/fields.js';
import { ORDER_FIELDS } from '../../../../src/pipelines/orders/data/fields.js';
import { orderGenerator } from '../../../../src/pipelines/orders/data/orders.js';

/** Payloads near a valid order, as members that are not yet text: a key and a value as they are written in JSON. */
type Member = readonly [key: string, value: string];

const orderAt = orderGenerator({ seed: 42, referenceDate: '2026-01-31' });

const ORDER: Order = orderAt('valid', 0, 1_769_860_800_000);

const membersOf = (order: Order): readonly Member[] =>
  Object.entries(order).map(([key, value]) => [JSON.stringify(key), JSON.stringify(value)] as const);

const textOf = (members: readonly Member[]) =>
  `{${members.map(([key, value]) => `${key}:${value}`).join(',')}}`;

/** A fraction that fills a payload's longest number. */
const longNumber = (start: string, digit: string, characters: number) =>
  start + digit.repeat(characters - start.length);

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** Values that readers of JSON, dates and numbers disagree on, valid ones among them. */
const ODD_VALUES: readonly string[] = [
  ...[
    '0',
    '1',
    '2',
    '20',
    '21',
    '99',
    '-1',
    '-0',
    '2.0',
    '2.00',
    '2e0',
    '2E+0',
    '0.2e1',
    '20e-1',
    '3e9',
    '5e-324',
  ],
  '0.01', '0.009', '-0.0', '1000', '1000.01', '1e3', '1e308', '1e999', '-1e999', '1e-999',
  '2147483647', '2147483648', '-2147483648', '-2147483649', '9007199254740993', '9223372036854775807',
  '9223372036854775808', '-9223372036854775809', '100000000000000000000000000000000000000000',
  '4102444799999', '4102444800000', '-1769860800000', '1769860800', '1769860800000.0',
  '01', '-01', '+1', '.5', '1.', '1e', '-', 'NaN', 'Infinity', '-Infinity', '0x10', '1_000', '1 000',
  ...[
    'true',
    'false',
    'null',
    'True',
    'TRUE',
    'nul',
    'undefined',
    '',
    '[]',
    '[2]',
    '["bread"]',
    '{}',
    '{"a":1}',
  ],
  ...[
    '{"a":1,"a":2}',
    '{"a":{"b":1,"\\u0062":2}}',
    '[1,]',
    '{,}',
    "'bread'",
    '"2"',
    '"2.0"',
    '"true"',
    '"null"',
  ],
  '""', '" "', '"?"', '"\\u0032"', '"\\u0062read"', '"\\ud800"', '"\\ud83d\\ude00"', '"\\udc00\\ud800"',
  ...[
    '"\\u0000"',
    '"\\x"',
    '"\\u12"',
    '"\\"',
    '"a\u0000b"',
    '"a\tb"',
    '"a\nb"',
    '"\u007f"',
    '"\ufffd"',
    '"😀"',
  ],
  ...[
    '"}"',
    '"},{"',
    '"a,b"',
    '"\\"\\""',
    '"\\/"',
    '"[\\"\\"]"',
    '["\\"\\""]',
    '"bread"',
    '"BREAD"',
    '"bread "',
  ],
  ...[
    '"dairy"',
    '"card"',
    '"Łódź"',
    '"Łódź"',
    '"Lodz"',
    '"Sunday"',
    '"sunday"',
    '"yesterday"',
    '"epoch"',
    '"now"',
  ],
  ...[
    '"2024-02-29"',
    '"2024-02-30"',
    '"2023-02-29"',
    '"2026-01-00"',
    '"2026-13-01"',
    '"2026-1-9"',
    '"2026-01-14 "',
  ],
  ...[
    '"2026-01-14"',
    '"2026-01-14\\n"',
    '"+2026-01-14"',
    '"1999-12-31"',
    '"2000-01-01"',
    '"2099-12-31"',
    '"2100-01-01"',
  ],
  ...[
    '"00:00:00"',
    '"23:59:59"',
    '"24:00:00"',
    '"23:59:60"',
    '"7:00:00"',
    '"17:00"',
    '"17:57:50Z"',
    '"17:57:50\\n"',
  ],
  ...[
    '"2026-01-14T17:57:50Z"',
    '"2026-01-14 17:57:50Z"',
    '"2026-02-29T17:57:50Z"',
    '"2026-01-14T17:57:50+00:00"',
  ],
  '"00000000-002a-8000-8000-000000000000"', '"00000000-002A-8000-8000-000000000000"',
  '"00000000-002a-8000-c000-000000000000"', '"00000000002a80008000000000000000"',
  ...[`"${'a'.repeat(64)}"`, `"${'a'.repeat(65)}"`, `"${'a'.repeat(5000)}"`, `"${'e'.repeat(1000)}"`],
  ...[997, 998, 999, 1000, 1001, 1002].flatMap((characters) => [
    longNumber('4', '4', characters),
    longNumber('0.', '4', characters),
    longNumber(`${ORDER.unit_price}`, '0', characters),
    longNumber('1e', '0', characters),
  ]),
  ...[996, 997, 998, 999, 1000].map(nested),
];

/** Keys that are not a field's, or only nearly. */
const ODD_KEYS = [
  '""',
  '"extra"',
  '"__proto__"',
  '"\\ud800"',
  '"?"',
  '"🔑"',
  ...[50_000, 50_001].map((characters) => `"${'k'.repeat(characters)}"`),
  'extra',
];

const TRAILERS = [
  '\n',
  ' ',
  '\r\n\t ',
  '\u000b',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '\u0000',
  'x',
  ' xyz}',
  '}',
  ']',
];
const MORE_TRAILERS = [',', '],[{}', ',{}', '{}', ',"a":1}', '],"x"]', '/**/', '// }', '"'];

const index = (members: readonly Member[], at: number) => at % Math.max(members.length, 1);

type Change = (members: readonly Member[]) => readonly Member[];

const oddValue = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...ODD_VALUES) },
  fc.integer().map(String),
  fc.double().map(String),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.string({ unit: 'grapheme-ascii' }).map((text) => `"${text}"`),
  fc.json({ maxDepth: 3 }),
);

const anyKey = fc.constantFrom(...ORDER_FIELDS.map(({ name }) => JSON.stringify(name)), ...ODD_KEYS);

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(99), oddValue).map(
      ([at, value]) =>
        (members: readonly Member[]) =>
          members.with(index(members, at), [members[index(members, at)]?.[0] ?? '"x"', value]),
    ),
  },
  fc.nat(99).map((at) => (members: readonly Member[]) => members.toSpliced(index(members, at), 1)),
  fc.tuple(fc.nat(99), fc.nat(99)).map(([at, to]) => (members: readonly Member[]) => {
    const member = members[index(members, at)];
    return member === undefined ? members : members.toSpliced(index(members, to), 0, member);
  }),
  fc.tuple(fc.nat(99), anyKey, oddValue).map(
    ([at, key, value]) =>
      (members: readonly Member[]) =>
        members.toSpliced(index(members, at), 0, [key, value]),
  ),
  fc.nat(99).map((at) => (members: readonly Member[]) => {
    const [key = '"x"', value = '1'] = members[index(members, at)] ?? [];
    return members.with(index(members, at), [key.toUpperCase(), value]);
  }),
  fc.nat(99).map((at) => (members: readonly Member[]) => {
    const [key = '"x"', value = '1'] = members[index(members, at)] ?? [];
    const first = key.charCodeAt(1).toString(16).padStart(4, '0');
    return members.with(index(members, at), [`"\\u${first}${key.slice(2)}`, value]);
  }),
  fc.constant((members: readonly Member[]) => members.toReversed()),
);

const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n'), maxLength: 3 });

/** Whitespace around every token; none most of the time. */
const spaced = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, blank);

const memberText = fc
  .tuple(fc.nat(100_000), fc.array(change, { maxLength: 3 }), spaced)
  .map(([sequence, changes, space]) => {
    const start = membersOf(orderAt('valid', sequence, 1_769_860_800_000));
    const members = changes.reduce((changed, next) => next(changed), start);
    return `${space}{${members.map(([key, value]) => `${space}${key}${space}:${space}${value}`).join(`${space},`)}${space}}`;
  });

type Damage = (text: string) => string;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constantFrom(...TRAILERS, ...MORE_TRAILERS).map((trailer) => (text: string) => text + trailer),
  fc.constantFrom(...TRAILERS).map((leader) => (text: string) => leader + text),
  fc.constant((text: string) => text + text),
  fc.constantFrom('\n', ',', ' ').map((between) => (text: string) => text + between + text),
  fc.constant((text: string) => `[${text}]`),
  fc.nat(1000).map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.nat(1000).map((at) => (text: string) => text.slice(at % (text.length + 1))),
  fc.tuple(fc.nat(1000), fc.string({ unit: 'binary', maxLength: 2 })).map(
    ([at, inserted]) =>
      (text: string) =>
        text.slice(0, at % (text.length + 1)) + inserted + text.slice(at % (text.length + 1)),
  ),
);

const NOISE = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
  [0x80],
  [0],
  [0xef, 0xbb, 0xbf],
];

function withNoise(text: string, at: number, noise: readonly number[]): Buffer {
  const bytes = Buffer.from(text);
  const place = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(noise), bytes.subarray(place)]);
}

/** A valid order, changed in up to three members, and sometimes damaged as a text or as bytes. */
export const payloads: fc.Arbitrary<Buffer> = fc
  .tuple(
    memberText,
    fc.oneof({ weight: 2, arbitrary: fc.constant<Damage>((text) => text) }, damage),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      fc.tuple(fc.nat(10_000), fc.oneof(fc.constantFrom(...NOISE), fc.array(fc.nat(255), { maxLength: 3 }))),
    ),
  )
  .map(([text, damaged, noise]) =>
    noise === undefined ? Buffer.from(damaged(text)) : withNoise(damaged(text), ...noise),
  );

/** Every field, and one that is none, with every odd value; and each field absent, twice, and under other names. */
export function grid(): Buffer[] {
  const members = membersOf(ORDER);
  const texts = members.flatMap(([key, value], at) => [
    ...ODD_VALUES.map((odd) => textOf(members.with(at, [key, odd]))),
    textOf(members.toSpliced(at, 1)),
    textOf([...members, [key, value]]),
    textOf([...members, [key.toUpperCase(), value]]),
  ]);
  const unknown = [
    ...ODD_VALUES.map((odd) => ['"extra"', odd] as const),
    ...ODD_KEYS.map((key) => [key, '1'] as const),
  ];
  return [
    ...texts,
    ...unknown.map((member) => textOf([...members, member])),
    ...[...TRAILERS, ...MORE_TRAILERS, textOf(members)].flatMap((text) => [
      textOf(members) + text,
      text + textOf(members),
    ]),
    // Two keys, though no encoder can tell them apart.
    textOf([...members, ['"\\ud800"', '1'], ['"?"', '1']]),
    // A number where a text belongs, and the quotes that are missing for it elsewhere.
    textOf([...members.with(1, ['"user"', '5']), ['""', '1']]),
    textOf(members.with(1, ['"user"', '5']).with(2, ['"item"', '["\\"\\""]'])),
  ].map((text) => Buffer.from(text));
}
