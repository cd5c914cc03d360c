import { z } from 'zod';
import { type ChartSpec, vegaLiteChart } from '../../charts/spec.js';
import { COLOR } from '../../charts/theme.js';
import { checkArguments, objectWith } from '../../core/arguments.js';
import type { PartitionPlace } from '../../kafka/topology.js';

const ROLES = [
  { role: 'leads', color: COLOR.blue },
  { role: 'copy in sync', color: COLOR.sky },
  { role: 'copy behind or gone', color: COLOR.orange },
] as const;

function roleOf({ leader, in_sync: inSync }: PartitionPlace, broker: number): string {
  if (leader === broker) return ROLES[0].role;
  return (inSync.includes(broker) ? ROLES[1] : ROLES[2]).role;
}

const PLACE = objectWith('a row of partitionPlaces', 'partition', 'leader', 'replicas', 'in_sync');

/** Which broker leads which partition, and where the copies are: a square for each copy. */
export function partitionMap(places: readonly PartitionPlace[]): ChartSpec {
  checkArguments('partitionMap', { places: z.array(PLACE) }, places);
  const values = places.flatMap((place) =>
    place.replicas.map((broker) => ({
      partition: place.partition,
      broker: `broker ${broker}`,
      role: roleOf(place, broker),
    })),
  );
  return vegaLiteChart({
    width: { step: 56 },
    height: { step: 44 },
    data: { values },
    mark: { type: 'rect', cornerRadius: 4, stroke: COLOR.paper, strokeWidth: 4, tooltip: true },
    encoding: {
      x: {
        field: 'partition',
        type: 'ordinal',
        axis: { title: 'Partition', labelAngle: 0, domain: false, ticks: false },
      },
      y: { field: 'broker', type: 'nominal', axis: { title: null, domain: false, ticks: false } },
      color: {
        field: 'role',
        type: 'nominal',
        scale: { domain: ROLES.map(({ role }) => role), range: ROLES.map(({ color }) => color) },
        legend: { title: null, orient: 'top', symbolType: 'square', symbolStrokeWidth: 0 },
      },
    },
  });
}
