import { COLOR } from '../charts/theme.js';

/** On paper, and on the white cards that charts are drawn on. */
export const LIGHT_COLOURS = `--ink: ${COLOR.ink}; --muted: ${COLOR.muted}; --line: ${COLOR.line}; --accent: ${COLOR.blue};
  --tint: #f3f6f8; --mark: #a3460f; --good: #23754a; --bad: #b3261e;`;
