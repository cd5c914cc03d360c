import type { PhaseText } from '../../../report/phase-text.js';

/** The phases of a run between those that every run has. */
export const ORDERS_PHASES: readonly PhaseText[] = [
  {
    name: 'warm_up',
    label: 'warm-up',
    describes: 'Warm-up: run a query like the measured one until its micro-batches are fast',
  },
  { name: 'start_stream', describes: 'Start the streaming query and the tracker' },
  { name: 'produce', describes: 'Send the load' },
  { name: 'drain', describes: 'Wait until everything sent has been read and committed' },
  { name: 'collect', describes: 'Read the committed files, reconcile the ledger' },
  { name: 'analyze', describes: 'Analyse the valid orders' },
];
