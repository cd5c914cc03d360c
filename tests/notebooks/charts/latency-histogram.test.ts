import { expect, it } from 'vitest';
import { renderSvg } from '../../../src/charts/render.js';
import { latencyHistogramChart } from '../../../src/notebooks/charts/latency-histogram.js';

it('the histogram of latencies names the mean beside the percentiles', async () => {
  const svg = await renderSvg(latencyHistogramChart([100, 110, 120, 130, 900]));
  for (const text of ['median', 'mean', 'p95', 'p99']) expect(svg).toContain(text);
  expect(await renderSvg(latencyHistogramChart([]))).toContain('No data');
});
