import { z } from 'zod';
import { objectWith } from '../core/arguments.js';

/** What functions of notebooks take: the same few things again and again. */
export const SANDBOX = objectWith('a sandbox, as openSandbox returns it', 'id', 'experiment', 'runs');
export const RUN = objectWith('a run, as sandboxRun returns it', 'runId', 'experiment', 'results');
export const QUERY = objectWith(
  'a streaming query, as writeStream.start returns it',
  'runId',
  'recentProgress',
);
export const FOLDER = z.string().min(1);
export const LATENCIES = z.array(z.number()).min(1);
