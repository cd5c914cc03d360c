import { expect, test } from 'vitest';
import { scopeIds } from '../../src/report/svg.js';

test('ids and what refers to them get the prefix, the prologue goes', () => {
  const svg = `<?xml version="1.0"?>
<svg><defs><clipPath id="clip1"/></defs><g clip-path="url(#clip1)"/><g fill="url('#clip1')"/><use href="#clip1"/><a xlink:href="#clip1"/></svg>`;
  expect(scopeIds(svg, 'pareto').markup).toBe(
    '<svg><defs><clipPath id="pareto-clip1"/></defs><g clip-path="url(#pareto-clip1)"/><g fill="url(#pareto-clip1)"/><use href="#pareto-clip1"/><a xlink:href="#pareto-clip1"/></svg>',
  );
});
