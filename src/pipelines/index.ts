import type { Pipeline } from '../experiment/pipeline.js';
import type { Course } from '../notebooks/course.js';
import { course as ordersCourse } from './orders/notebooks/course.js';
import { orders } from './orders/pipeline.js';

/** Every pipeline. This list alone names them; the first is the one that is meant when nobody names one. */
export const PIPELINES: readonly Pipeline[] = [orders];

/** The notebooks of those that have some. */
export const COURSES: readonly Course[] = [ordersCourse];
