import { describe, expect, it } from 'vitest';
import { renderPng, renderSvg } from '../../src/charts/render.js';
import { vegaChart, vegaLiteChart } from '../../src/charts/spec.js';
import { FONT } from '../../src/charts/theme.js';

const warnsInVega = vegaChart({ scales: [{ name: 'y', type: 'log', domain: [0, 10], range: [0, 10] }] });
const warnsInVegaLite = vegaLiteChart({
  data: { values: [{ a: 1 }] },
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'quantitative' }, shape: { field: 'a', type: 'nominal' } },
});

describe('renderSvg', () => {
  it.each([
    ['Vega', warnsInVega, /Log scale domain includes zero/],
    ['Vega-Lite', warnsInVegaLite, /shape/],
  ])('fails on a warning of %s, unless someone takes it', async (_, chart, text) => {
    await expect(renderSvg(chart)).rejects.toMatchObject({
      code: 'CHART_WARNING',
      message: expect.stringMatching(text) as string,
    });
    const warnings: string[] = [];
    const svg = await renderSvg(chart, { onWarning: (warning) => void warnings.push(warning) });
    expect(svg).toMatch(/^<svg/);
    expect(warnings).toEqual([expect.stringMatching(text)]);
  });

  it('measures text in the font of the charts', async () => {
    const widthIn = async (font: string) => {
      const chart = vegaChart({
        padding: 0,
        autosize: 'pad',
        marks: [
          {
            type: 'text',
            encode: {
              enter: {
                text: { value: 'Warszawa '.repeat(20) },
                fontSize: { value: 20 },
                font: { value: font },
              },
            },
          },
        ],
      });
      return Number(/width="(\d+)"/.exec(await renderSvg(chart))?.[1]);
    };
    const inCharts = await widthIn(FONT);
    expect(inCharts).not.toBe(await widthIn('monospace'));
    expect(inCharts).toBe(await widthIn("'Source Sans 3'"));
    expect(inCharts).not.toBe(await widthIn("'No such font', monospace"));
  });
});

describe('renderPng', () => {
  it('has two pixels to a CSS pixel, or as many as asked for', async () => {
    const chart = vegaChart({ width: 100, height: 50, padding: 0 });
    const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
    const png = await renderPng(chart);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(sizeOf(png)).toEqual([200, 100]);
    expect(sizeOf(await renderPng(chart, { scale: 3 }))).toEqual([300, 150]);
  });
});
