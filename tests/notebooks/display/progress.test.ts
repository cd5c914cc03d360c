import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bundle } from '../../../src/notebooks/display/kernel.js';
import { cellReporter } from '../../../src/notebooks/display/progress.js';

const require = createRequire(import.meta.url);
const KERNEL = require.resolve('tslab/dist/jupyter.js');

interface Message {
  readonly data: Bundle;
  readonly transient: { readonly display_id: string };
}
const messages: { readonly text: string; readonly id: string; readonly isUpdate: boolean }[] = [];

/** As the kernel keeps the function that writes the messages of its current cell. */
const lastWriteDisplayData = ({ data, transient }: Message, isUpdate: boolean) =>
  void messages.push({ text: data['text/plain'], id: transient.display_id, isUpdate });

beforeEach(() => {
  vi.useFakeTimers();
  messages.length = 0;
  require.cache[KERNEL] = { exports: { lastWriteDisplayData } } as NodeModule;
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(require.cache, KERNEL);
});

const texts = () => messages.map(({ text }) => text);

describe('a reporter of a cell', () => {
  it('draws its lines in one output, again and again', () => {
    const reporter = cellReporter();
    reporter.line('one');
    reporter.line('two');
    expect(texts()).toEqual(['one', 'one\ntwo']);
    expect(messages.map(({ isUpdate }) => isUpdate)).toEqual([false, true]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  });

  it('draws bars below the lines, a few times a second at most, and the last state at the end', () => {
    const reporter = cellReporter();
    const bar = reporter.bar('rides', 40);
    expect(texts()).toEqual(['rides 0%']);
    for (let ride = 1; ride <= 10; ride += 1) bar.update(ride, `${ride} rides`);
    expect(messages).toHaveLength(1);
    vi.advanceTimersByTime(250);
    expect(texts().slice(1)).toEqual(['rides 25% 10 rides']);
    reporter.line('half of the day');
    bar.update(60);
    bar.stop();
    expect(texts().slice(2)).toEqual(['half of the day\nrides 25% 10 rides', 'half of the day\nrides 100%']);
    vi.advanceTimersByTime(1000);
    expect(messages).toHaveLength(4);
  });

  it('has a bar of nothing at its beginning', () => {
    cellReporter().bar('rides', 0);
    expect(texts()).toEqual(['rides 0%']);
  });
});
