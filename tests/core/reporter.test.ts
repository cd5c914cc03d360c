import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { terminalReporter } from '../../src/core/reporter.js';

/** What a bar says after some seconds. */
function saidBy(options: { total: number; durationSeconds?: number; afterSeconds: number; value: number }) {
  const { total, durationSeconds, afterSeconds, value } = options;
  const stream = new PassThrough();
  let nowMs = 1000;
  const reporter = terminalReporter(stream as unknown as NodeJS.WriteStream, () => nowMs);
  const bar = reporter.bar('sent', total, durationSeconds === undefined ? {} : { durationSeconds });
  nowMs += afterSeconds * 1000;
  bar.update(value, `${value} events`);
  bar.stop();
  return String(stream.read());
}

it('a bar says how much is done, and how long the rest will take at this pace', () => {
  expect(saidBy({ total: 1000, afterSeconds: 2, value: 100 })).toMatch(
    /sent \[.*\] 10% 100 events, 18 s to go/,
  );
  expect(saidBy({ total: 100, afterSeconds: 40, value: 25 })).toContain('25 events, 2 min 0 s to go');
  expect(saidBy({ total: 1000, afterSeconds: 1, value: 1000 / 60.7 })).toContain(', 1 min 0 s to go');
});

it('work whose duration is known ends then, however uneven it is', () => {
  const slowAtFirst = { total: 1000, durationSeconds: 180, afterSeconds: 60, value: 10 };
  expect(saidBy(slowAtFirst)).toContain('1% 10 events, 2 min 0 s to go');
  expect(saidBy({ ...slowAtFirst, afterSeconds: 181 })).not.toContain('to go');
  expect(saidBy({ ...slowAtFirst, value: 0 })).toContain('0% 0 events, 2 min 0 s to go');
});

it('nothing is to go when all is done', () => {
  const text = saidBy({ total: 10, afterSeconds: 1, value: 10 });
  expect(text).toContain('100% 10 events');
  expect(text).not.toContain('to go');
});
