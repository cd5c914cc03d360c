import { expect, it } from 'vitest';
import { sourceLine } from '../../../src/notebooks/display/source-line.js';

const SOURCE = `// what is sent
const counts = { valid: 3 };

const sent = await sendOrders(
  sandbox,
  counts,
);
await show(sent);`;

/** As the kernel compiles it: no blank lines, names of imports and exports between the words. */
const COMPILED = `(async function(exports, require) { // what is sent
exports.counts = { valid: 3 };
exports.sent = await (0, streambook_1.sendOrders)(exports.sandbox, exports.counts);
await (0, streambook_1.show)(exports.sent);
})(__tslab__.exports, __tslab__.require)`;

it.each([
  [2, 18, 2],
  [3, 24, 4],
  [4, 7, 8],
])('line %d, column %d of the compiled cell comes from line %d of the source', (row, column, line) => {
  expect(sourceLine(SOURCE, COMPILED, row, column)).toBe(line);
});

it('a line that the kernel added comes from nowhere', () => {
  expect(sourceLine('one', 'one\n})(__tslab__)', 2, 1)).toBeUndefined();
});
