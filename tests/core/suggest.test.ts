import { describe, expect, it } from 'vitest';
import { didYouMean } from '../../src/core/suggest.js';

const EXPERIMENTS = ['quick', 'course', 'classic-trigger', 'backlog-1m'];

describe('a name that does not exist', () => {
  it.each([
    ['quik', 'quick'],
    ['QUICK', 'quick'],
    ['qiuck', 'quick'],
    ['classictrigger', 'classic-trigger'],
    ['backlog1m', 'backlog-1m'],
  ])('%s: %s is suggested', (typed, meant) =>
    expect(didYouMean(typed, EXPERIMENTS)).toBe(` Did you mean "${meant}"?`),
  );

  it.each(['xyz', 'c', '', 'some-long-other-name'])('%j: nothing is suggested', (typed) =>
    expect(didYouMean(typed, EXPERIMENTS)).toBe(''),
  );

  it('no known names: nothing is suggested', () => expect(didYouMean('quick', [])).toBe(''));
});
