import { expect, it } from 'vitest';
import { renderSvg } from '../../src/charts/render.js';
import { latencyHistogramChart } from '../../src/notebooks/charts/latency-histogram.js';
import { partitionMap } from '../../src/notebooks/charts/partition-map.js';
import { triggerLatencyChart } from '../../src/notebooks/charts/trigger-latency.js';

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

it('the histogram of latencies names the mean beside the percentiles', async () => {
  const svg = await renderSvg(latencyHistogramChart([100, 110, 120, 130, 900]));
  for (const text of ['median', 'mean', 'p95', 'p99']) expect(svg).toContain(text);
  expect(await renderSvg(latencyHistogramChart([]))).toContain('No data');
});

it('the chart of triggers has a line for each percentile', async () => {
  const row = { batches: 3, p50: 100, p95: 200, p99: 300 };
  const svg = await renderSvg(
    triggerLatencyChart([
      { trigger_seconds: 0, ...row },
      { trigger_seconds: 3, ...row, p50: 1600 },
    ]),
  );
  for (const text of ['p50', 'p95', 'p99', 'Trigger interval (s)']) expect(svg).toContain(text);
});
