import { z } from 'zod';
import { objectWith } from '../../../core/arguments.js';

/** What functions of these notebooks take, beside what those of all notebooks do. */
export const FRAME = objectWith('a frame of danfo, as orderFrame returns it', 'columns', 'dtypes', 'values');
export const PAYLOAD = z.string();
export const PRODUCER = z.enum(['valid', 'invalid']);
export const SEQUENCE = z.int().min(0);
