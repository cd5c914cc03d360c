import { expect, it } from 'vitest';
import { renderSvg } from '../../../src/charts/render.js';
import { partitionMap } from '../../../src/notebooks/charts/partition-map.js';

it('the map of partitions shows leaders, copies in sync, and copies that are gone', async () => {
  const svg = await renderSvg(
    partitionMap([
      { partition: 0, leader: 1, replicas: [1, 2], in_sync: [1, 2] },
      { partition: 1, leader: 1, replicas: [2, 1], in_sync: [1] },
    ]),
  );
  for (const text of ['broker 1', 'broker 2', 'leads', 'copy in sync', 'copy behind or gone']) {
    expect(svg).toContain(text);
  }
});
