import { describe, expect, test } from 'vitest';
import { cssString, html, raw } from '../../src/core/html.js';

describe('html', () => {
  test('escapes text, in content and in attributes', () => {
    const text = `<b title="x">&'`;
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      '<p title="&lt;b title=&quot;x&quot;&gt;&amp;&#39;">&lt;b title=&quot;x&quot;&gt;&amp;&#39;</p>',
    );
  });

  test('leaves markup alone, joins lists, and writes nothing for undefined and false', () => {
    const items = ['a<', html`<i>b</i>`, raw('<hr>'), undefined, false, 0] as const;
    expect(html`${items}`.markup).toBe('a&lt;<i>b</i><hr>0');
  });
});

describe('cssString', () => {
  test('lets no text end the string, the rule or the style element', () => {
    expect(cssString('Łódź 1"; } </style>\\')).toBe('"Łódź 1\\22 \\3b  \\7d  \\3c \\2f style\\3e \\5c "');
  });
});
