import type { BaseExperiment } from '../config/experiment.js';
import { html, type Html, type HtmlValue } from '../core/html.js';
import { scrollBox } from './blocks.js';
import { citations, type Citations, type CslItem } from './citations.js';
import type { ReportInput } from './input.js';
import { chartBox, scopeIds } from './svg.js';
import { renderTable, type TableBody } from './tables.js';

interface Captioned {
  readonly id: string;
  readonly caption: HtmlValue;
}

interface TableSpec extends Captioned, TableBody {
  readonly note?: HtmlValue;
}

/** What the sections of one report are written with: its input, and the numbers of figures, tables and works. */
export interface Writer<C extends BaseExperiment = BaseExperiment, R = unknown> extends Citations {
  readonly input: ReportInput<C, R>;
  /** "Section 3", linked. */
  readonly sectionRef: (id: string) => Html;
  /** "Figure 3", linked. */
  readonly figureRef: (id: string) => Html;
  /** "Table 3", linked. */
  readonly tableRef: (id: string) => Html;
  readonly figure: (spec: Captioned, content: Html) => Html;
  /** A chart of the input, or a line that says it was not drawn. */
  readonly chart: (spec: Captioned) => Html;
  readonly table: (spec: TableSpec) => Html;
}

/** Counts figures or tables in the order in which the text first speaks of them. */
function numbering(): (id: string) => number {
  const ids: string[] = [];
  return (id) => (ids.includes(id) ? ids.indexOf(id) + 1 : ids.push(id));
}

/** What a report has beside its input. */
interface Outline {
  /** The ids of its sections, in their order. */
  readonly sections: readonly string[];
  /** What it may cite. */
  readonly works: readonly CslItem[];
  /** The ids of the charts that its pipeline can draw. */
  readonly charts: readonly string[];
}

/** @throws Error, by what it returns, for a section, a work or a chart that there is not. */
export function writer<C extends BaseExperiment, R>(
  input: ReportInput<C, R>,
  { sections, works, charts }: Outline,
): Writer<C, R> {
  const [figureNumber, tableNumber] = [numbering(), numbering()];

  const figure: Writer<C, R>['figure'] = ({ id, caption }, content) =>
    html`<figure id="fig-${id}">
      ${scrollBox(`Figure ${figureNumber(id)}`, content)}
      <figcaption><b>Figure ${figureNumber(id)}.</b> ${caption}</figcaption>
    </figure>`;

  return {
    input,
    ...citations(works),
    sectionRef(id) {
      const index = sections.indexOf(id);
      if (index < 0) throw new Error(`the report has no section ${id}; it has ${sections.join(', ')}`);
      return html`<a href="#${id}">Section ${index + 1}</a>`;
    },
    figure,
    figureRef: (id) => html`<a href="#fig-${id}">Figure ${figureNumber(id)}</a>`,
    tableRef: (id) => html`<a href="#tab-${id}">Table ${tableNumber(id)}</a>`,
    chart(spec) {
      const found = input.charts.find((chart) => chart.id === spec.id);
      if (found === undefined) {
        if (!charts.includes(spec.id)) {
          throw new Error(`the pipeline has no chart ${spec.id}; it has ${charts.join(', ')}`);
        }
        return figure(spec, html`<p class="missing">The chart “${spec.id}” was not drawn for this run.</p>`);
      }
      const svg = scopeIds(found.svg, spec.id);
      return figure(spec, chartBox(svg, found.alt));
    },
    table: ({ id, caption, note, ...body }) =>
      html`<figure class="table" id="tab-${id}">
        <figcaption><b>Table ${tableNumber(id)}.</b> ${caption}</figcaption>
        ${scrollBox(`Table ${tableNumber(id)}`, renderTable(body))}
        ${note !== undefined && html`<p class="note">${note}</p>`}
      </figure>`,
  };
}
