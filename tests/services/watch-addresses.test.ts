import { describe, expect, it } from 'vitest';
import type { TcpAnswer } from '../../src/services/tcp.js';
import { lossByAnswers } from '../../src/services/watch-addresses.js';

/** One service a case: what its addresses answer second by second, and when it is given up, with since when. */
describe.each<[string, readonly (readonly TcpAnswer[])[], string | undefined]>([
  ['refused for three seconds', Array<TcpAnswer[]>(9).fill(['refused']), '3 s, since 0 s'],
  ['silent for fifteen seconds', Array<TcpAnswer[]>(20).fill(['silent']), '15 s, since 0 s'],
  ['silent at one of two', Array<TcpAnswer[]>(20).fill(['refused', 'silent']), '15 s, since 0 s'],
  ['open at one of two', Array<TcpAnswer[]>(20).fill(['refused', 'open']), undefined],
  [
    'silent, then refused',
    [...Array<TcpAnswer[]>(8).fill(['silent']), ...Array<TcpAnswer[]>(5).fill(['refused'])],
    '11 s, since 0 s',
  ],
  [
    'refused, then silent, then refused',
    [['refused'], ['refused'], ['silent'], ['refused'], ['refused'], ['refused'], ['silent']],
    undefined,
  ],
  [
    'refused again after it had answered',
    [['refused'], ['refused'], ['refused'], ['open'], ['refused'], ['refused'], ['refused'], ['refused']],
    '7 s, since 4 s',
  ],
  [
    'silent, with answers between',
    Array.from({ length: 60 }, (_, at) => [at % 14 ? 'silent' : 'open']),
    undefined,
  ],
])('a service that is %s', (_, answers, expected) => {
  it(expected === undefined ? 'is not lost' : `is lost after ${expected}`, () => {
    const judge = lossByAnswers();
    const losses = answers.map((each, atSeconds) => ({ atSeconds, since: judge(each, atSeconds) }));
    const first = losses.find(({ since }) => since !== undefined);
    expect(first && `${first.atSeconds} s, since ${first.since} s`).toBe(expected);
  });
});
