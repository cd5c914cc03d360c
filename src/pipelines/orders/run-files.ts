import { join } from 'node:path';
import type { RunPaths } from '../../config/paths.js';

/** What a run of orders leaves in its folder beside the files of every run. */

type Run = Pick<RunPaths, 'folder'>;

/** Where the streaming query writes: JSON by validity, and its log of committed files in `_spark_metadata`. */
export const ordersFolder = ({ folder }: Run): string => join(folder, 'orders');

export const checkpointFolder = ({ folder }: Run): string => join(folder, 'checkpoint');

/** One line of JSON a micro-batch, as Spark reports it. */
export const progressFile = ({ folder }: Run): string => join(folder, 'progress.jsonl');
