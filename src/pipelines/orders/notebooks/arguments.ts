import { z } from 'zod';
import { objectWith } from '../../../core/arguments.js';

/** What the functions of notebooks take: the same few things again and again. */
export const SANDBOX = objectWith(
  'a sandbox, as openSandbox returns it',
  'topic',
  'outputFolder',
  'sendResults',
);
export const RUN = objectWith('a run, as sandboxRun returns it', 'runId', 'experiment', 'results');
export const RESULTS = objectWith('the results of a run, as in run.results', 'analysis', 'measurements');
export const QUERY = objectWith(
  'a streaming query, as startOrdersQuery returns it',
  'runId',
  'recentProgress',
);
export const FRAME = objectWith('a frame of danfo, as orderFrame returns it', 'columns', 'dtypes', 'values');
export const FOLDER = z.string().min(1);
export const PAYLOAD = z.string();
export const PRODUCER = z.enum(['valid', 'invalid']);
export const SEQUENCE = z.int().min(0);
export const LATENCIES = z.array(z.number()).min(1);
