import { expect, test } from 'vitest';
import { columns } from '../../src/core/columns.js';

test('columns are as wide as their widest cell, and lines have no blanks at their ends', () => {
  const rows = [
    ['name', 'count', ''],
    ['a', '12345678', 'last'],
    ['a longer one', '9', ''],
  ];
  expect(columns(rows, ['left', 'right', 'left'])).toBe(
    ['name             count', 'a             12345678  last', 'a longer one         9'].join('\n'),
  );
});
