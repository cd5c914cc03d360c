import { FAULT_TYPES } from '../../src/pipelines/orders/data/fault-types.js';

/** What the orders of the bench are made from. */
export const ORDERS = { seed: 42, referenceDate: '2026-01-31', faultTypes: FAULT_TYPES };
