import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { terminalReporter } from '../../src/runtime/reporter.js';

it('a bar says how much is done, and how long the rest will take', async () => {
  const stream = new PassThrough();
  const bar = terminalReporter(stream as unknown as NodeJS.WriteStream).bar('sent', 1000);
  await sleep(20);
  bar.update(10, '10 events');
  bar.stop();
  const text = String(stream.read());
  expect(text).toMatch(/sent \[.*\] 1% 10 events, \d+ s to go/);
});

it('nothing is to go when all is done', () => {
  const stream = new PassThrough();
  const bar = terminalReporter(stream as unknown as NodeJS.WriteStream).bar('sent', 10);
  bar.update(10, '10 events');
  bar.stop();
  const text = String(stream.read());
  expect(text).toContain('100% 10 events');
  expect(text).not.toContain('to go');
});
