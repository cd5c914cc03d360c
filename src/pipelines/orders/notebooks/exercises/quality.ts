import { eventGenerator } from '../../data/events.js';
import { listOrderBatches, readOrders } from '../../analysis/committed-orders.js';
import { largest, sharedRun } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';
import { ordersFolder } from '../../run-files.js';

/** Enough of the generator's orders for every fault type to be among them. */
const PAYLOADS = 200;

function lacksPrice(payload: string): boolean {
  try {
    const order: unknown = JSON.parse(payload);
    if (typeof order !== 'object' || order === null || Array.isArray(order)) return false;
    return ((order as Readonly<Record<string, unknown>>)['unit_price'] ?? null) === null;
  } catch {
    return false;
  }
}

export const QUALITY_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '05-1',
    hint: 'filter the quarantined rows by size(reasons), and count them',
    answers: async (sandbox) => {
      let found = 0;
      for await (const { rows } of readOrders(
        await listOrderBatches(ordersFolder(sharedRun(sandbox).paths)),
      )) {
        found += rows.filter(({ reasons }) => (reasons?.length ?? 0) > 1).length;
      }
      return [found];
    },
  },
  {
    id: '05-2',
    hint: 'run.results.analysis.quality.reasons counts the rows of each reason',
    answers: (sandbox) =>
      largest(sharedRun(sandbox).results.analysis.quality.reasons.map(({ reason, rows }) => [reason, rows])),
  },
  {
    id: '05-3',
    hint: 'add up rows and detected over all fault types (modes) but "none"; the answer is in percent',
    tolerance: 0.001,
    answers: (sandbox) => {
      const corrupted = sharedRun(sandbox).results.analysis.quality.modes.filter(
        ({ mode }) => mode !== 'none',
      );
      const sum = (count: 'rows' | 'detected') => corrupted.reduce((total, mode) => total + mode[count], 0);
      return [(100 * sum('detected')) / sum('rows')];
    },
  },
  {
    id: '05-4',
    hint: 'JSON.parse throws for what is not JSON, so catch that; null counts as missing, and 0 does not',
    trials({ experiment }) {
      const eventAt = eventGenerator(experiment);
      const payloads = Array.from(
        { length: PAYLOADS },
        (_, sequence) => eventAt('invalid', sequence, 0).payload,
      );
      const odd = [
        '{"item": "bread", "unit_price": null}',
        '{"item": "bread", "unit_price": 0}',
        'null',
        '[]',
      ];
      return [...odd, ...payloads].map((payload) => ({
        describes: payload,
        given: [payload],
        expected: lacksPrice(payload),
      }));
    },
  },
];
