/** Activity over the hours 0 to 23 of a working day, relative to the busiest: before work, at lunch, above all after work. */
export const WORKDAY_CURVE = [
  2, 1, 1, 1, 2, 6, 20, 45, 50, 35, 32, 40, 55, 48, 36, 42, 70, 95, 100, 75, 48, 28, 14, 6,
] as const;
