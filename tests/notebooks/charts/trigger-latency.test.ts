import { expect, it } from 'vitest';
import { renderSvg } from '../../../src/charts/render.js';
import { triggerLatencyChart } from '../../../src/notebooks/charts/trigger-latency.js';

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
