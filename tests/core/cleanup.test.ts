import { describe, expect, it, vi } from 'vitest';
import { CleanupStack } from '../../src/core/cleanup.js';

function recorded() {
  const events: string[] = [];
  const stack = new CleanupStack((what, error) => events.push(`${what}: ${(error as Error).message}`));
  return { events, stack };
}

describe('CleanupStack', () => {
  it('closes in reverse order, one after the other', async () => {
    const { events, stack } = recorded();
    stack.defer('first', () => events.push('first'));
    stack.defer('second', async () => {
      await Promise.resolve();
      events.push('second');
    });
    await stack[Symbol.asyncDispose]();
    expect(events).toEqual(['second', 'first']);
  });

  it('keeps the error of the work, and closes the rest when one cannot be closed', async () => {
    const { events, stack } = recorded();
    const work = async () => {
      await using opened = stack;
      opened.defer('good', () => events.push('good'));
      opened.defer('bad', () => {
        throw new Error('cannot close');
      });
      throw new Error('the work failed');
    };
    await expect(work()).rejects.toThrow('the work failed');
    expect(events).toEqual(['bad: cannot close', 'good']);
  });

  it('waits for none longer than its time', async () => {
    const { events, stack } = recorded();
    stack.defer('good', () => events.push('good'));
    stack.defer('stuck', () => new Promise(() => undefined), 20);
    await stack[Symbol.asyncDispose]();
    expect(events).toEqual(['stuck: Timed out after 0.02 s: stuck is closed', 'good']);
  });

  it('closes nothing twice', async () => {
    const { events, stack } = recorded();
    stack.defer('once', () => events.push('once'));
    await stack[Symbol.asyncDispose]();
    await stack[Symbol.asyncDispose]();
    expect(events).toEqual(['once']);
  });

  it('closes a part of the work earlier, or else in its place among the rest', async () => {
    const { events, stack } = recorded();
    const open = (to: CleanupStack, what: string) => to.defer(what, () => events.push(what));
    open(stack, 'first');
    const part = stack.nested();
    open(part, 'part');
    const other = stack.nested();
    open(stack, 'last');
    open(other, 'of the other part');
    other.defer('stuck', () => new Promise(() => undefined), 20);
    await part[Symbol.asyncDispose]();
    expect(events.splice(0)).toEqual(['part']);
    await stack[Symbol.asyncDispose]();
    expect(events).toEqual([
      'last',
      'stuck: Timed out after 0.02 s: stuck is closed',
      'of the other part',
      'first',
    ]);
  });

  it('closes at once what work that was given up opens later', async () => {
    const { events, stack } = recorded();
    const part = stack.nested();
    await stack[Symbol.asyncDispose]();
    part.defer('late', () => events.push('late'));
    stack.nested().defer('later', () => events.push('later'));
    await vi.waitUntil(() => events.length === 2);
    expect(events).toEqual(['late', 'later']);
  });
});
