import type { Verifiable } from '../../../experiment/pipeline.js';
import type { Results } from '../analysis/results.js';
import type { Experiment } from '../config.js';
import { replayEvents } from '../event-stream.js';
import { noiseOf } from '../noise.js';
import { replay } from '../replay.js';
import { dataChecks } from './from-data.js';
import { seedChecks } from './from-seed.js';

export const verifiable: Verifiable<Experiment, Results> = {
  dataOf: ({ analysis }) => analysis,
  numbersOf: (experiment, { ledger }, { analysis }) => ({
    events: replayEvents(experiment),
    landed: { valid: ledger?.valid ?? 0, invalid: ledger?.invalid ?? 0 },
    analysis,
  }),
  replay,
  seedChecks,
  dataChecks,
  noise: noiseOf,
};
