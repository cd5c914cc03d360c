import { describe, expect, it } from 'vitest';
import { tableBundle, viewOfRows } from '../../../src/notebooks/display/tables.js';

const bundleOf = (rows: readonly object[]) => {
  const bundle = tableBundle(viewOfRows(rows, 'a note'));
  return { html: String(bundle['text/html']), text: String(bundle['text/plain']) };
};

describe('a table of objects', () => {
  it('has a column for each key, with the type of its first value', () => {
    const { columns, rows } = viewOfRows([
      { a: null, b: 'x' },
      { a: 1, c: [2] },
    ]);
    expect(columns).toEqual([
      { name: 'a', type: 'number' },
      { name: 'b', type: 'string' },
      { name: 'c', type: 'array' },
    ]);
    expect(rows).toEqual([
      [null, 'x', undefined],
      [1, undefined, [2]],
    ]);
  });

  it('is HTML and text, with numbers to the right and nothing that is markup in a cell', () => {
    const { html, text } = bundleOf([{ name: '<b>&"', count: 12n, share: 0.123456 }]);
    expect(html).toContain('&lt;b&gt;&amp;&quot;');
    expect(html).not.toContain('<b>');
    expect(html).toMatch(/text-align:right">12</);
    expect(html).toContain('0.123<');
    expect(text.split('\n')).toEqual(['name   count  share', '<b>&"  12     0.123', 'a note']);
  });

  it('shortens long cells, and writes what is inside objects', () => {
    const { text } = bundleOf([{ long: 'x'.repeat(500), inner: { n: 5n } }]);
    expect(text).toContain('…');
    expect(text).toContain('{"n":5}');
  });
});
