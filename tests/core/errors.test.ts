import { describe, expect, it } from 'vitest';
import { firstLine, hasCode, StreambookError, toError, UsageError } from '../../src/core/errors.js';

describe('StreambookError', () => {
  it('has a code, and may not be retried unless it says so', () => {
    const error = new StreambookError('NO_DISK', 'The disk is full');
    expect(error).toMatchObject({ name: 'StreambookError', code: 'NO_DISK', retryable: false });
    expect(new StreambookError('BUSY', 'Busy', { retryable: true }).retryable).toBe(true);
  });

  it('has a cause only when it was given one', () => {
    const cause = new Error('disk');
    expect(new StreambookError('X', 'x', { cause }).cause).toBe(cause);
    expect(new StreambookError('X', 'x')).not.toHaveProperty('cause');
  });

  it('is what a usage error is, too', () => {
    expect(new UsageError('BAD', 'bad')).toBeInstanceOf(StreambookError);
  });
});

it('whatever was thrown becomes an Error', () => {
  const error = new TypeError('wrong');
  expect(toError(error)).toBe(error);
  expect(toError('text')).toEqual(new Error('text'));
  expect(toError(undefined).message).toBe('undefined');
});

it('the first line of a message is taken, of anything that was thrown', () => {
  expect(firstLine(new Error('one\ntwo'))).toBe('one');
  expect(firstLine('text\nmore')).toBe('text');
  expect(firstLine(new Error())).toBe('');
});

it("a code is that of Node's errors", () => {
  expect(hasCode(Object.assign(new Error('gone'), { code: 'ENOENT' }), 'ENOENT')).toBe(true);
  expect(hasCode(Object.assign(new Error('gone'), { code: 'EACCES' }), 'ENOENT')).toBe(false);
  expect(hasCode({ code: 'ENOENT' }, 'ENOENT')).toBe(false);
});
