import { listOrderBatches, readOrders } from '../../analysis/committed-orders.js';
import { checkpointLog } from '../../../../notebooks/checkpoint-log.js';
import { committedFiles, ordersLedger } from '../committed-output.js';
import type { OrdersExercise } from './solutions.js';

async function validOrdersByItem(outputFolder: string) {
  const counts = new Map<string, number>();
  for await (const { file, rows } of readOrders(await listOrderBatches(outputFolder))) {
    if (file.partition.validity !== 'valid') continue;
    for (const { item = '' } of rows) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts];
}

export const STREAMING_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '03-1',
    hint: 'group what the query wrote by the column validity, after the query has been resumed',
    answers: async (sandbox) => [(await ordersLedger(sandbox)).invalid],
  },
  {
    id: '03-2',
    hint: 'a batch writes one or more files for each validity: filter or count the rows of committedFiles',
    answers: async ({ outputFolder }) => [
      (await committedFiles(outputFolder)).filter(({ validity }) => validity === 'valid').length,
    ],
  },
  {
    id: '03-3',
    hint: 'the newest batch stands first in the checkpoint’s log; look at its column committed too',
    answers: async ({ checkpointFolder }) => {
      const last = (await checkpointLog(checkpointFolder)).find(({ committed }) => committed);
      return last === undefined ? [] : [last.batch];
    },
  },
  {
    id: '03-4',
    hint: 'keep the valid rows, group them by item and count; return the frame itself and not what collect gives',
    trials: async ({ spark, outputFolder }) => [
      {
        describes: 'everything that your query has written',
        given: [spark.read.json(outputFolder)],
        expected: await validOrdersByItem(outputFolder),
      },
    ],
  },
];
