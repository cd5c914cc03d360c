import type { Verifiable } from '../../../experiment/pipeline.js';
import type { Results } from '../analysis/results.js';
import type { Experiment } from '../config.js';
import { replayEvents } from '../event-stream.js';
import { noiseOf } from '../noise.js';
import { isComplete, type OrdersNumbers, sectionsOf } from '../record.js';
import { replay } from '../replay.js';
import { claims } from './claims.js';
import { dataChecks } from './from-data.js';
import { seedChecks } from './from-seed.js';

export const verifiable: Verifiable<Experiment, Results> = {
  dataOf: ({ analysis }) => analysis,
  isComplete,
  claims,
  numbersOf(experiment, record, { analysis }) {
    const { ledger } = sectionsOf(record);
    return {
      events: replayEvents(experiment),
      committed: { valid: ledger?.valid ?? 0, invalid: ledger?.invalid ?? 0 },
      analysis,
    } satisfies OrdersNumbers;
  },
  replay,
  seedChecks,
  dataChecks,
  noise: noiseOf,
};
