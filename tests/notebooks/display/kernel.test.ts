import { beforeAll, describe, expect, it } from 'vitest';
import { askKernel, type KernelAnswer } from '../ask-kernel.js';

/** In the order of their asking. */
let answers: readonly KernelAnswer[];

const QUESTIONS = [
  { execute: "import * as sb from 'streambook/orders';" },
  { complete: 'sb.openS' },
  { complete: 'sb.SparkSession.builder().' },
  { inspect: 'sb.watchQuery' },
  { execute: 'const settings = sb.resolveSettings();' },
  { complete: 'settings.' },
  { inspect: 'settings.external' },
  { execute: "await sb.show([{ item: 'bread', pieces: 3 }]);" },
  { execute: "const count: number = 'three';" },
  { execute: "await sb.openSandbox('03', { experiment: 'nope' });" },
] as const;

beforeAll(async () => {
  answers = await askKernel(QUESTIONS);
}, 180_000);

const answerTo = (index: number) => answers[index] ?? { seconds: 0 };
const shownBy = (index: number) => (answerTo(index).outputs ?? []).map(({ text, data }) => text ?? data);

describe('in a cell', () => {
  it('the library can be imported by its name', () => {
    expect(answerTo(0)).toMatchObject({ status: 'ok' });
  });

  it('names of the library are completed, and members of what it gives', () => {
    expect(answerTo(1).matches).toContain('openSandbox');
    expect(answerTo(2).matches).toEqual(expect.arrayContaining(['remote', 'getOrCreate']));
    expect(answerTo(5).matches).toEqual(expect.arrayContaining(['external', 'askedPorts']));
  });

  it('hovering shows types and what the documentation says', () => {
    expect(answerTo(3).text).toMatch(/function watchQuery[^]*Draws a query's micro-batches/);
    expect(answerTo(6).text).toMatch(/Settings\.external[^]*Services to use instead/);
  });

  it('a list is shown as a table with types', () => {
    const [bundle] = shownBy(7) as [Record<string, string>];
    expect(bundle['text/html']).toMatch(/<th[^]*item[^]*string[^]*pieces[^]*number[^]*<td[^]*bread/);
    expect(bundle['text/plain']).toContain('bread  3');
  });

  it('mistakes are reported in one line each, an error with the line of the cell', () => {
    expect(answerTo(8).status).toBe('error');
    expect(shownBy(8)).toEqual(["1:7 - Type 'string' is not assignable to type 'number'.\n"]);
    expect(answerTo(9).status).toBe('error');
    expect(shownBy(9)[0]).toMatch(
      /^StreambookError: There is no experiment "nope"\. There are [^\n]+\n {2}at line 1: await sb\.openSandbox[^\n]+\n$/,
    );
  });
});
