import { expect, it } from 'vitest';
import { pipelineNamed } from '../../src/experiment/pipeline.js';
import { words } from './words.js';

it('finds a pipeline by its name', () => {
  expect(pipelineNamed([words], 'words')).toBe(words);
});

it('names the pipelines there are, and the one that was probably meant', () => {
  const others = [words, { ...words, name: 'sales' }];
  expect(() => pipelineNamed(others, 'wrods')).toThrow(
    'There is no pipeline "wrods". Did you mean "words"? There are words, sales',
  );
  expect(() => pipelineNamed(others, 'lake')).toThrow('There is no pipeline "lake". There are words, sales');
});
