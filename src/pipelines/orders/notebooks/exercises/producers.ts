import { partitionForKey } from '../../../../kafka/partitioner.js';
import { eventGenerator } from '../../data/events.js';
import { messagesByPartition } from '../../../../notebooks/messages.js';
import { largest } from '../../../../notebooks/exercises/exercise.js';
import type { OrdersExercise } from './solutions.js';

/** How many times the mean the fullest partition holds. */
function skew(rows: readonly { readonly messages: number }[]): number {
  const counts = rows.map(({ messages }) => messages);
  return Math.max(...counts) / (counts.reduce((sum, count) => sum + count, 0) / counts.length);
}

export const PRODUCER_EXERCISES: readonly OrdersExercise[] = [
  {
    id: '02-1',
    hint: 'eventKeys shows the partition of each key: ask it for enough orders',
    answers: async (sandbox) => {
      const { key } = eventGenerator(sandbox.experiment)('valid', 17, 0);
      return [partitionForKey(Buffer.from(key), (await messagesByPartition(sandbox)).length)];
    },
  },
  {
    id: '02-2',
    hint: 'the generator returns the fault type beside the payload: eventAt("invalid", 4, 0).faultType',
    answers: ({ experiment }) => {
      const { faultType } = eventGenerator(experiment)('invalid', 4, 0);
      return faultType === undefined ? [] : [faultType];
    },
  },
  {
    id: '02-3',
    hint: 'sort the table of messages by partition, or look for its largest number',
    answers: async (sandbox) =>
      largest((await messagesByPartition(sandbox)).map(({ partition, messages }) => [partition, messages])),
  },
  {
    id: '02-4',
    hint: 'divide the largest number of messages by the mean over all partitions; empty partitions count too',
    tolerance: 0.001,
    async trials(sandbox) {
      const rows = await messagesByPartition(sandbox);
      const uneven = rows.map(({ partition }) => ({ partition, messages: partition === 0 ? 60 : 0 }));
      return [
        { describes: 'your partitions', given: [rows], expected: skew(rows) },
        { describes: 'all messages in partition 0', given: [uneven], expected: skew(uneven) },
      ];
    },
  },
];
