/** The reasons that each injected error mode must raise, by mode. */
export type ExpectedReasons = Readonly<Record<string, readonly string[]>>;

/** The mode of an order that was not corrupted. It expects no reason, so whatever is found in it is a false alarm. */
export const NO_MODE = 'none';
