import { lessonBooks } from '../landing.js';
import { type Exercise, needed } from './exercise.js';

export const FAULT_EXERCISES: readonly Exercise[] = [
  {
    id: '07-1',
    hint: 'compare the two maps: these partitions were led by the broker that was killed',
    answers: ({ facts }) => {
      const moved = needed(facts.get('partitionsMoved'), 'calls killBroker');
      return [moved];
    },
  },
  {
    id: '07-2',
    hint: 'the books count distinct orders: valid and invalid together',
    answers: async (lesson) => {
      const { valid, invalid } = await lessonBooks(lesson);
      return [valid + invalid];
    },
  },
  {
    id: '07-3',
    hint: 'a query’s id comes from its checkpoint, its runId from its start',
    answers: ({ facts }) => [needed(facts.get('idThatStays'), 'calls killQuery')],
  },
];
