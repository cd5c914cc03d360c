import { priceIn } from '../../../report/format.js';
import { CURRENCY } from '../data/catalogue.js';

/** An amount for a sentence. */
export const price = priceIn(CURRENCY);
