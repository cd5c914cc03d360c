import { ERROR_MODES } from '../../src/pipelines/orders/config.js';

/** What the orders of the bench are made from. */
export const ORDERS = { seed: 42, referenceDate: '2026-01-31', errorModes: ERROR_MODES };
