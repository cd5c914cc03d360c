import { partitionForKey } from '../../kafka/partitioner.js';
import { eventGenerator } from '../../producers/events.js';
import { messagesByPartition } from '../orders.js';
import { type Exercise, largest } from './exercise.js';

export const PRODUCER_EXERCISES: readonly Exercise[] = [
  {
    id: '02-1',
    hint: 'eventKeys shows the partition of each key: ask it for enough orders',
    answers: async (lesson) => {
      const { key } = eventGenerator(lesson.experiment)('valid', 17, 0);
      return [partitionForKey(Buffer.from(key), (await messagesByPartition(lesson)).length)];
    },
  },
  {
    id: '02-2',
    hint: 'the generator tells the mode beside the payload: eventAt("invalid", 4, 0).mode',
    answers: ({ experiment }) => {
      const { mode } = eventGenerator(experiment)('invalid', 4, 0);
      return mode === undefined ? [] : [mode];
    },
  },
  {
    id: '02-3',
    hint: 'sort the table of messages by partition, or look for its largest number',
    answers: async (lesson) =>
      largest((await messagesByPartition(lesson)).map(({ partition, messages }) => [partition, messages])),
  },
];
