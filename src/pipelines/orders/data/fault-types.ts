/** The faults that the invalid producer can inject, one in each of its orders. */
export const FAULT_TYPES = [
  'missing_unit_price',
  'missing_quantity',
  'missing_both',
  'non_positive_unit_price',
  'non_positive_quantity',
  'malformed_json',
  'wrong_type',
  'total_mismatch',
  'unknown_item',
] as const;
export type FaultType = (typeof FAULT_TYPES)[number];
