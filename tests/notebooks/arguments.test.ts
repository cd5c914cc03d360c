import { expect, it } from 'vitest';
import { checkArguments } from '../../src/core/arguments.js';
import { QUERY, RUN, SANDBOX } from '../../src/notebooks/arguments.js';

const objects = {
  sandbox: { id: 'sandbox-01', experiment: {}, runs: {}, state: new Map() },
  run: { runId: 'run', experiment: {}, results: {}, record: {} },
  query: { id: 'query', runId: 'start', recentProgress: () => [] },
} as const;
const schemas = { sandbox: SANDBOX, run: RUN, query: QUERY } as const;
const names = Object.keys(objects) as readonly (keyof typeof objects)[];

it.each(names.flatMap((wanted) => names.map((given) => [wanted, given] as const)))(
  'where a %s is asked for, a %s is told apart',
  (wanted, given) => {
    const call = () => checkArguments('ride', { [wanted]: schemas[wanted] }, objects[given]);
    if (wanted === given) expect(call).not.toThrow();
    else expect(call).toThrow(`ride: ${wanted} is an object: must be a`);
  },
);
