import type { Pipeline } from '../experiment/pipeline.js';
import { orders } from './orders/pipeline.js';

/** Every pipeline. This list alone names them; the first is the one that is meant when nobody names one. */
export const PIPELINES: readonly Pipeline[] = [orders];
