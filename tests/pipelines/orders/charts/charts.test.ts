import { describe, expect, it } from 'vitest';
import { CHARTS } from '../../../../src/pipelines/orders/charts/index.js';
import { renderSvg } from '../../../../src/charts/render.js';
import { emptyResults, tinyResults, typicalResults } from './sample-results.js';

/** What must be readable in each chart of typical data. */
const EXPECTED_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'item-weekday-3d': [
    'bread',
    'rice',
    'Monday',
    'Sunday',
    'Quantity sold (pieces)',
    'Revenue (PLN)',
    '1,500',
  ],
  'weekday-hour-heatmap': ['Wednesday', '00', '23', 'Hour of purchase (UTC)'],
  pareto: ['cheese', '100.0%', '80%', 'Revenue (PLN)', 'Cumulative share of revenue'],
  'order-value-box': ['mobile wallet', 'pickup', 'Order value (PLN)'],
  'latency-percentiles': ['50', '99.9', 'max', 'acknowledgement', 'Latency (ms, logarithmic)'],
  throughput: ['sent', 'acknowledged', 'committed', 'Events per second'],
  batches: ['Rows', 'Duration (ms)', 'Time of the commit since the first event (s)'],
  'latency-stages': ['waiting for a batch', 'whole, as measured', 'Means, which add up', 'p95', 'ms'],
  confusion: ['Injected', 'Predicted', 'unknown item'],
  'invalid-reasons': ['none (6,000)', 'total mismatch', 'Reason found'],
};

const textsOf = (svg: string) => [...svg.matchAll(/>([^<>]+)<\/t(?:ext|span)>/g)].map(([, text]) => text);

const samples = { typical: await typicalResults(), tiny: await tinyResults(), empty: await emptyResults() };

describe.each(CHARTS)('$id', (drawn) => {
  const { id, title, describes } = drawn;
  it.each(['typical', 'tiny', 'empty'] as const)(
    'is drawn from %s data without a warning, complete in itself, with text as text',
    async (size) => {
      const chart = drawn.spec(samples[size]);
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
      const svg = await renderSvg(chart);
      const [, width = '', height = ''] =
        /^<svg[^>]* width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2"/.exec(svg) ?? [];
      expect(Number(width)).toBeGreaterThan(540);
      expect(Number(width)).toBeLessThanOrEqual(650);
      expect(Number(height)).toBeGreaterThan(90);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|<image|href=/);
      const fonts = new Set([...svg.matchAll(/font-family="([^"]*)"/g)].map(([, font]) => font));
      expect([...fonts]).toEqual(["'Source Sans 3', sans-serif"]);
    },
  );

  it('shows what it is about', async () => {
    expect(textsOf(await renderSvg(drawn.spec(samples.typical)))).toEqual(
      expect.arrayContaining(EXPECTED_TEXTS[id] as string[]),
    );
    expect([title, describes].every((text) => text.length > 10)).toBe(true);
  });

  it('says so when there is nothing to show', async () => {
    const texts = textsOf(await renderSvg(drawn.spec(samples.empty)));
    expect(texts).toEqual([expect.stringMatching(/^No data: /)]);
  });
});
