import { CORRUPTIONS } from './corruptions.js';

/** By fault type: what detection is scored against. */
export type ExpectedReasons = Readonly<Record<string, readonly string[]>>;

/** The reasons that each injected fault type must raise. */
export const EXPECTED_REASONS: ExpectedReasons = Object.fromEntries(
  Object.entries(CORRUPTIONS).map(([faultType, { reasons }]) => [faultType, reasons]),
);

/** The type of an order that was not corrupted. It expects no reason, so whatever is found in it is a false alarm. */
export const NO_FAULT_TYPE = 'none';
