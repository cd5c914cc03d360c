import { CORRUPTIONS } from './corruptions.js';

/** The reasons that each error mode must raise: what detection is scored against. */
export const EXPECTED_REASONS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(CORRUPTIONS).map(([mode, { reasons }]) => [mode, reasons]),
);
