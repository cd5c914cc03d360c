export const SECOND_US = 1_000_000;

/** As rates and means stand in a run's files: to two decimal places. */
export const toHundredths = (value: number): number => Math.round(value * 100) / 100;
