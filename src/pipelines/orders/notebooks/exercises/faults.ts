import { listOrderBatches, readOrders } from '../../analysis/committed-orders.js';
import type { OrdersSandbox } from '../sandbox.js';
import { ordersLedger } from '../committed-output.js';
import { needed } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';

/** Sequence numbers of the valid orders that were committed of what was sent first. */
async function receivedOf({ outputFolder, sendResults }: OrdersSandbox): Promise<readonly number[]> {
  const { runId } = needed(sendResults[0], 'calls sendOrders');
  const received: number[] = [];
  for await (const { rows } of readOrders(await listOrderBatches(outputFolder))) {
    for (const row of rows) {
      if (row.run_id === runId && row.producer === 'valid' && row.event_seq !== undefined)
        received.push(row.event_seq);
    }
  }
  return received;
}

export const FAULT_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '07-1',
    hint: 'compare the two maps: these partitions were led by the broker that was killed',
    answers: ({ state }) => {
      const moved = needed(state.get('partitionsMoved'), 'calls killBroker');
      return [moved];
    },
  },
  {
    id: '07-2',
    hint: 'the ledger counts distinct orders: valid and invalid together',
    answers: async (sandbox) => {
      const { valid, invalid } = await ordersLedger(sandbox);
      return [valid + invalid];
    },
  },
  {
    id: '07-3',
    hint: 'a query’s id comes from its checkpoint, its runId from its start',
    answers: ({ state }) => [needed(state.get('idThatStays'), 'calls killQuery')],
  },
  {
    id: '07-4',
    hint: 'put what was received into a Set, and ask it for each number from 0 to sent - 1',
    async trials(sandbox) {
      const received = await receivedOf(sandbox);
      const sent = Math.max(...received, -1) + 1;
      const kept = received.filter((sequence) => sequence % 100 !== 7);
      // Files are in the order of batches and tasks, not of sending.
      const gone = received.filter((sequence) => sequence % 100 === 7).sort((one, other) => one - other);
      return [
        { describes: 'your valid orders', given: [sent, received], expected: [] },
        {
          describes: 'some of them gone and some twice',
          given: [sent, [...kept, ...kept.slice(0, 3)]],
          expected: gone,
        },
        { describes: '5 sent and [3, 0, 1, 1] received', given: [5, [3, 0, 1, 1]], expected: [2, 4] },
      ];
    },
  },
];
