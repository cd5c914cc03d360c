import { z } from 'zod';

const share = z.number().min(0).max(1);

/** A share of counted cases with its 95 % confidence interval; null when there were no cases. */
export const proportionSchema = z.strictObject({ value: share, low: share, high: share }).nullable();
export type Proportion = z.infer<typeof proportionSchema>;

/** The standard normal's 97.5th percentile: 95 % lie within it on both sides. */
const Z = 1.959964;

/**
 * The Wilson score interval, which stays within 0 and 1 and holds for few cases and for shares of all or none
 * (E. B. Wilson, "Probable Inference", Journal of the American Statistical Association 22, 1927).
 */
export function proportion(hits: number, cases: number): Proportion {
  if (cases === 0) return null;
  const value = hits / cases;
  const denominator = 1 + Z ** 2 / cases;
  const centre = (value + Z ** 2 / (2 * cases)) / denominator;
  const half = (Z / denominator) * Math.sqrt((value * (1 - value)) / cases + Z ** 2 / (4 * cases ** 2));
  return {
    value,
    low: Math.max(0, Math.min(centre - half, value)),
    high: Math.min(1, Math.max(centre + half, value)),
  };
}
