import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addTitlePageOptions, titlePageOf, type TitlePageOptions } from '../../src/cli/title-page-options.js';

const titlePageFrom = (...args: readonly string[]) =>
  titlePageOf(addTitlePageOptions(new Command()).parse(args, { from: 'user' }).opts<TitlePageOptions>());

it('takes several authors in their order', () => {
  expect(titlePageFrom('--author', 'Ada Lovelace', '--author', 'Bob', '--course', 'Streams')).toEqual({
    authors: ['Ada Lovelace', 'Bob'],
    course: 'Streams',
  });
});

it('says nothing of what is not given, so that report.json may say it', () => {
  expect(titlePageFrom()).toEqual({});
  expect(titlePageFrom('--institution', 'ETH', '--supervisor', 'Dr. C')).toEqual({
    institution: 'ETH',
    supervisor: 'Dr. C',
  });
});
