import { beforeAll, describe, expect, it } from 'vitest';
import { askKernel, type KernelAnswer } from '../ask-kernel.js';

const CELLS = {
  import: "import * as sb from 'streambook/orders';\nimport { z } from 'zod';",
  promise: 'Promise.resolve(3)',
  notWaitedFor: "sb.show(new Promise<string>((resolve) => setTimeout(() => resolve('of the first'), 300)));",
  next: "await sb.show('of the second');",
  waitsForIt: "await sb.show(Promise.resolve([{ item: 'bread' }]));",
  library:
    "// first\n\nconst name = 'paretto';\nsb.resultChart(name, { analysis: 1, measurements: 1 } as any);",
  asynchronous:
    "const settings = sb.resolveSettings();\n// a comment\nawait sb.loadExperiment(\n  settings.paths.experiments,\n  'qiuck',\n);",
  callback: 'const item: any = undefined;\nconst names = [1].map(() =>\n  item.name);',
  helper: 'const fail = (text: string) => {\n  throw new RangeError(text);\n};',
  ofHelper: "fail('too far');",
  zod: "z.object({ rate: z.number() }).parse({ rate: 'x' });",
  spark:
    "const spark = await sb.SparkSession.builder().remote('sc://127.0.0.1:1').create();\nspark.range(0, 1, 0);",
  solution: "await sb.check('03-4', (t) => t.filter('validity = 1').groupBy('item').count());",
  narrow: "await sb.check('04-4', (values: number[], p: number) => values.sort()[p]);",
  unknownId: "await sb.check('99-1', (a) => a.length);",
  cause: "throw new Error('so it goes', { cause: new TypeError('and why') });",
  late: "await sb.show('late');",
  last: "await sb.show('last');",
} as const;
type Name = keyof typeof CELLS;

let answers: readonly KernelAnswer[];

beforeAll(async () => {
  answers = await askKernel(Object.values(CELLS).map((execute) => ({ execute })));
}, 180_000);

const answerTo = (name: Name) => answers[Object.keys(CELLS).indexOf(name)] ?? { seconds: 0 };
const textOf = (name: Name) =>
  (answerTo(name).outputs ?? []).map(({ text, data }) => text ?? data?.['text/plain']).join('');

describe('a promise that nobody waited for', () => {
  it('says so when it is the last expression of a cell', () => {
    expect(textOf('promise')).toBe(
      'A Promise: its value is not there yet. Put await before the expression to see the value.\n',
    );
  });

  it('is waited for when it is shown', () => {
    expect(textOf('waitsForIt')).toBe('item\nbread');
  });

  it('that shows something does so in its own cell', () => {
    expect(textOf('notWaitedFor').trim()).toBe('of the first');
    expect(textOf('next')).toBe('of the second');
  });
});

it('following cells leaves nothing behind that would print a warning after many of them', () => {
  expect([textOf('late'), textOf('last')]).toEqual(['late', 'last']);
});

describe('a function as an answer', () => {
  it.each<Name>(['solution', 'narrow', 'unknownId'])('%s compiles without types of the reader', (name) => {
    expect(textOf(name)).toMatch(/^StreambookError: No sandbox is open/);
  });
});

describe('an error shows its message and the line of the cell, and nothing of the library', () => {
  it.each<[Name, RegExp]>([
    [
      'library',
      /^StreambookError: There is no chart "paretto"\. Did you mean "pareto"\?[^\n]*\n {2}at line 4: sb\.resultChart\(name, \{[^\n]*\n$/,
    ],
    ['asynchronous', /^StreambookError: [^\n]*"qiuck"[^\n]*\n {2}at line 3: await sb\.loadExperiment\(\n$/],
    ['callback', /^TypeError: Cannot read [^\n]*\n {2}at line 3: item\.name\);\n$/],
    ['ofHelper', /^RangeError: too far\n {2}at line 2 of cell \[\d+\]: throw new RangeError\(text\);\n$/],
    ['zod', /^ZodError: rate: [^\n]*expected number[^\n]*\n {2}at line 1: z\.object/],
    ['spark', /^SparkArgumentError: The step of a range cannot be 0\n {2}at line 2: spark\.range/],
    [
      'cause',
      /^Error: so it goes\n {2}because TypeError: and why\n {2}at line 1: throw new Error\('so it goes'/,
    ],
  ])('%s', (name, text) => {
    expect(answerTo(name).status).toBe('error');
    expect(textOf(name)).toMatch(text);
    expect(textOf(name)).not.toMatch(/node_modules|dist\/|node:|streambook-cell|\.js:/);
  });
});
