import { join } from 'node:path';
import type { RunPaths } from '../../config/paths.js';

/** Where a run's streaming query writes: JSON by validity, and its log of committed files in `_spark_metadata`. */
export const ordersFolder = ({ folder }: Pick<RunPaths, 'folder'>): string => join(folder, 'orders');
