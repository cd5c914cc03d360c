import { partitionPlaces } from '../../../../kafka/topology.js';
import { quorumVoters } from '../../../../services/components/kafka/quorum.js';
import type { PartitionPlace } from '../../../../kafka/topology.js';
import type { OrdersExercise } from './solutions.js';

/** How many partitions have nobody to lead them when a broker dies. */
const lostWith = (places: readonly PartitionPlace[], broker: number) =>
  places.filter(({ in_sync: inSync }) => inSync.every((id) => id === broker)).length;

export const CLUSTER_EXERCISES: readonly OrdersExercise[] = [
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
  {
    id: '01-4',
    hint: 'a partition is lost when the broker that dies is the only one in its in_sync list; filter for that',
    async trials({ kafka, topic }) {
      const places = await partitionPlaces(kafka, topic);
      const behind = places.map((place, index) => ({ ...place, in_sync: [index % 2 === 0 ? 1 : 2] }));
      return [
        { describes: 'your partitions and broker 1', given: [places, 1], expected: lostWith(places, 1) },
        {
          describes: 'the same partitions, each with one copy in sync, and broker 2',
          given: [behind, 2],
          expected: lostWith(behind, 2),
        },
      ];
    },
  },
];
