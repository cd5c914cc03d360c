import { join } from 'node:path';
import { sweepCurves, type CurvePoint } from '../charts/sweep-curves.js';
import { renderSvg } from '../charts/render.js';
import { type Axis as SweepAxis, axisHead } from '../config/axes.js';
import type { TitlePage } from '../config/title-page.js';
import type { MedianInterval } from '../stats/median-interval.js';
import { metricHead } from '../runs/metrics.js';
import { writeFileWhole } from '../core/files.js';
import { bullets, code, paragraph, scrollBox } from './blocks.js';
import type { Figure, PipelineReport, ReportDesign, SweepPlot } from './design.js';
import { documentProperties, withProperties } from './document-properties.js';
import { count, counted, dateTime, exact, fixed, NOTHING, share } from './format.js';
import { html, type Html } from '../core/html.js';
import { renderPage } from './page.js';
import { printPdf } from './print.js';
import { chartBox, scopeIds } from './svg.js';
import { renderTable } from './tables.js';
import { byline, pairs } from './title-page.js';

/** What of a pipeline's design the comparison of a sweep takes. */
type SweepDesign = Pick<PipelineReport, 'keywords' | 'sweep' | 'metrics'>;

/** One combination of settings and what its repetitions gave, by the ids of axes and metrics. */
interface SweepPoint {
  readonly settings: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, MedianInterval | null>>;
}

type Axis = Pick<SweepAxis<never>, 'id' | 'label' | 'unit' | 'zero'>;

export interface SweepReportInput {
  readonly sweepId: string;
  readonly title: string;
  readonly question: string;
  readonly startedAt: string;
  readonly titlePage?: TitlePage | undefined;
  readonly seed: number;
  readonly repetitions: number;
  /** The axes with several values; the first is drawn along. */
  readonly axes: readonly Axis[];
  readonly points: readonly SweepPoint[];
  readonly runIds: readonly string[];
}

function cellOf(figure: MedianInterval | null | undefined, digits: number): Html | string {
  if (figure === null || figure === undefined) return NOTHING;
  const { median, low, high } = figure;
  const amount = (value: number) => (value >= 1000 ? count(value) : fixed(value, digits));
  return html`<b>${amount(median)}</b><br />${amount(low)}–${amount(high)}`;
}

const valueText = ({ id, zero }: Axis, settings: SweepPoint['settings']): string => {
  const value = settings[id] ?? NaN;
  return value === 0 && zero !== undefined ? zero : exact(value);
};

/** The curves along the first axis; points that differ in another axis are lines of their own. */
function pointsOf({ axes, points }: SweepReportInput, { metrics }: SweepPlot): readonly CurvePoint[] {
  const [along, ...others] = axes;
  if (along === undefined) return [];
  return points.flatMap(({ settings, figures: measured }) =>
    metrics.flatMap(({ id, label }) => {
      const figure = measured[id];
      if (figure === null || figure === undefined) return [];
      const { median, low, high } = figure;
      const rest = others.map((axis) => `${axis.label.toLowerCase()} ${valueText(axis, settings)}`);
      return [{ x: settings[along.id] ?? NaN, series: [label, ...rest].join(', '), median, low, high }];
    }),
  );
}

function coverageText(points: readonly SweepPoint[]): string {
  const figure =
    points.flatMap(({ figures }) => Object.values(figures)).find((each) => each !== null) ?? undefined;
  if (figure === undefined || figure.values < 2)
    return 'Each figure comes from a single run, so how much it varies from run to run is unknown: differences between rows may be noise.';
  return `Each figure is the median of ${counted(figure.values, 'run')}. The range below it lies between two of the measured values and is a ${share(figure.coverage)} confidence interval of the median${figure.coverage < 0.95 ? '; a 95% interval needs at least six runs' : ''}. Grid points whose ranges overlap are not shown to differ, and of many comparisons some ranges lie apart by chance.`;
}

/** A column and a plot for every metric. */
const everyMetric = (metrics: readonly Figure[]): NonNullable<ReportDesign['sweep']> => ({
  columns: metrics,
  plots: metrics.map((metric) => ({
    id: metric.id,
    caption: `${metric.label}: medians over the repetitions, with their intervals`,
    yTitle: metric.unit ?? metric.label,
    metrics: [metric],
  })),
});

async function figure(axis: Axis, plot: SweepPlot, points: readonly CurvePoint[], number: number) {
  const spec = sweepCurves({ xTitle: axisHead(axis), yTitle: plot.yTitle, points });
  const svg = scopeIds(await renderSvg(spec), plot.id);
  return html`<figure id="fig-${plot.id}">
    ${scrollBox(`Figure ${number}`, chartBox(svg, plot.caption))}
    <figcaption><b>Figure ${number}.</b> ${plot.caption}</figcaption>
  </figure>`;
}

const propertiesOf = ({ keywords }: SweepDesign, { title, question, sweepId, titlePage }: SweepReportInput) =>
  documentProperties(
    keywords,
    { title: `${title}: comparison ${sweepId}`, subject: question, creator: 'Streambook' },
    titlePage,
  );

/** What can be drawn: along an axis, of metrics that some run measured. */
async function figuresOf(plots: readonly SweepPlot[], input: SweepReportInput): Promise<readonly Html[]> {
  const [axis] = input.axes;
  if (axis === undefined) return [];
  const drawn = plots
    .map((plot) => ({ plot, points: pointsOf(input, plot) }))
    .filter(({ points }) => points.length > 0);
  return Promise.all(drawn.map(({ plot, points }, index) => figure(axis, plot, points, index + 1)));
}

/** The comparison of a sweep as one page. */
export async function renderSweepHtml(design: SweepDesign, input: SweepReportInput): Promise<string> {
  const { plots, columns: shown } = design.sweep ?? everyMetric(design.metrics);
  const { title, question, sweepId, axes, points, repetitions, runIds, seed, startedAt, titlePage } = input;
  const figures = await figuresOf(plots, input);
  const columns = [
    ...axes.map((axis) => ({ head: axisHead(axis), numeric: true })),
    ...shown.map((column) => ({ head: metricHead(column), numeric: true })),
  ];
  const rows = points.map(({ settings, figures: measured }) => [
    ...axes.map((axis) => valueText(axis, settings)),
    ...shown.map(({ id, digits }) => cellOf(measured[id], digits)),
  ]);
  return renderPage({
    properties: propertiesOf(design, input),
    head: { left: `Streambook · ${title}`, right: sweepId },
    body: html`<header class="title-page">
        <div class="banner">
          <p class="kicker">Streambook comparison</p>
          <h1>${title}</h1>
          <p class="question">${question}</p>
          ${byline(titlePage)}
        </div>
        <dl class="facts">
          ${pairs([
            ['Sweep', sweepId],
            ['Date', dateTime(startedAt)],
            ['Seed', String(seed)],
            [
              'Runs',
              `${counted(points.length, 'grid point')}, ${counted(repetitions, 'repetition')} each; every repetition runs through all grid points before the next begins`,
            ],
          ])}
        </dl>
      </header>
      <main id="main" tabindex="-1">
        <section class="chapter">
          <h2 id="comparison">Comparison</h2>
          ${paragraph(coverageText(points))}
          <figure class="table">
            <figcaption><b>Table 1.</b> Medians over the repetitions, with their intervals</figcaption>
            ${scrollBox('Table 1', renderTable({ columns, rows }))}
          </figure>
          ${figures}
        </section>
        <section class="chapter">
          <h2 id="runs">Runs</h2>
          ${paragraph(
            html`Every run has a report of its own. Its folder keeps its settings, with which
            ${code('npx streambook run data/runs/<run>/config.json')} repeats it. The runs are:`,
          )}
          ${bullets([...runIds])}
        </section>
      </main>`,
  });
}

/** Writes `comparison.pdf` and `comparison.html` into a folder, each whole or not at all. */
export async function writeSweepReport(
  design: SweepDesign,
  input: SweepReportInput,
  folder: string,
  options: { readonly bundledFolder: string; readonly signal?: AbortSignal },
): Promise<{ readonly pdf: string; readonly html: string }> {
  const page = await renderSweepHtml(design, input);
  const printed = await printPdf(() => page, options);
  const [pdf, htmlFile] = [join(folder, 'comparison.pdf'), join(folder, 'comparison.html')];
  await writeFileWhole(htmlFile, page);
  await writeFileWhole(pdf, await withProperties(printed.pdf, propertiesOf(design, input)));
  return { pdf, html: htmlFile };
}
