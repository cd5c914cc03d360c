import { partitionPlaces } from '../../kafka/topology.js';
import { quorumVoters } from '../../services/quorum.js';
import type { Exercise } from './exercise.js';

export const CLUSTER_EXERCISES: readonly Exercise[] = [
  {
    id: '01-1',
    hint: 'count the rows of the partition table whose leader is broker 1',
    answers: async ({ kafka, topic }) => [
      (await partitionPlaces(kafka, topic)).filter(({ leader }) => leader === 1).length,
    ],
  },
  {
    id: '01-2',
    hint: 'more than half of the voters must be left to elect a leader',
    answers: async ({ settings }) => [Math.floor(((await quorumVoters(settings)).length - 1) / 2)],
  },
  {
    id: '01-3',
    hint: 'only a copy that is in sync may take over: look at the column in_sync of partition 0, without its leader',
    answers: async ({ kafka, topic }) => {
      const [first] = await partitionPlaces(kafka, topic);
      return first?.in_sync.filter((broker) => broker !== first.leader) ?? [];
    },
  },
];
