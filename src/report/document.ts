import type { BaseExperiment } from '../config/experiment.js';
import { html, raw, type Html } from '../core/html.js';
import { type AppendixPart, appendixParts } from './appendix.js';
import type { PipelineReport, ReportDesign } from './design.js';
import { documentProperties, type DocumentProperties } from './document-properties.js';
import type { ReportInput } from './input.js';
import { renderPage } from './page.js';
import type { HeadingPages } from './pdf-pages.js';
import type { Part, Section } from './section.js';
import { titlePage } from './title-page.js';
import { writer } from './writer.js';

const BIBLIOGRAPHY = { id: 'bibliography', title: 'Bibliography' } as const;

export const reportProperties = (
  { keywords }: Pick<ReportDesign, 'keywords'>,
  { experiment, record }: ReportInput,
): DocumentProperties =>
  documentProperties(
    keywords,
    {
      title: `${experiment.title}: report of run ${record.run_id}`,
      subject: experiment.question,
      creator: ['Streambook', record.versions?.streambook].filter(Boolean).join(' '),
    },
    record.title_page,
  );

/** A heading that the table of contents, the outline and the page numbers are made from. */
const heading = (level: 'h2' | 'h3', id: string, number: string, title: string): Html =>
  html`<${raw(level)} id="${id}"><span class="number">${number}</span> ${title}</${raw(level)}>`;

const part = ({ id, title, body }: Part, number: string): Html =>
  html`<section>${heading('h3', id, number, title)}${body}</section>`;

function chapter({ id, title, opening, parts }: Section, index: number): Html {
  const number = String(index + 1);
  const content = parts.map((each, index) => part(each, `${number}.${index + 1}`));
  return html`<section class="chapter">${heading('h2', id, number, title)}${opening}${content}</section>`;
}

function contents(
  sections: readonly Section[],
  hasBibliography: boolean,
  appendix: readonly AppendixPart[],
  pages: HeadingPages,
): Html {
  const entry = (id: string, number: string, title: string) =>
    html`<a class="entry" href="#${id}">
      <span class="number">${number}</span><span>${title}</span><span class="leader"></span>
      <span class="page">${pages.get(id)}</span>
    </a>`;
  const chapters = sections.map(({ id, title, parts }, section) => {
    const number = String(section + 1);
    const entries = parts.map((each, index) => entry(each.id, `${number}.${index + 1}`, each.title));
    return html`<li>
      ${entry(id, number, title)}
      <ol>
        ${entries.map((each) => html`<li>${each}</li>`)}
      </ol>
    </li>`;
  });
  return html`<nav class="contents" aria-label="Contents">
    <h2 id="contents">Contents</h2>
    <ol>
      ${chapters} ${hasBibliography && html`<li>${entry(BIBLIOGRAPHY.id, '', BIBLIOGRAPHY.title)}</li>`}
      ${appendix.map(({ id, number, title }) => html`<li>${entry(id, number, title)}</li>`)}
    </ol>
  </nav>`;
}

/**
 * The report as one page that needs no other file and no network.
 *
 * @param pages Page numbers for the table of contents, known once the report has been printed; without them it has links alone.
 */
export function renderReportHtml<C extends BaseExperiment, R>(
  design: PipelineReport<C, R>,
  input: ReportInput<C, R>,
  pages: HeadingPages = new Map(),
): string {
  const tools = writer(input, {
    sections: design.sections.map(({ id }) => id),
    works: design.works ?? [],
    charts: design.charts.map(({ id }) => id),
  });
  const sections = design.sections.map((section) => ({
    id: section.id,
    title: section.title,
    ...section.write(tools),
  }));
  const works = tools.bibliography();
  const appendix = appendixParts(input);
  const { experiment, record } = input;
  return renderPage({
    properties: reportProperties(design, input),
    head: { left: `Streambook · ${experiment.title}`, right: record.run_id },
    body: html`${titlePage(design, input)} ${contents(sections, works !== undefined, appendix, pages)}
      <main id="main" tabindex="-1">
        ${sections.map(chapter)}
        ${
          works &&
          html`<section class="chapter">
            <h2 id="${BIBLIOGRAPHY.id}">${BIBLIOGRAPHY.title}</h2>
            ${works}
          </section>`
        }
        ${appendix.map(
          ({ id, number, title, body }) =>
            html`<section class="chapter">${heading('h2', id, number, title)}${body}</section>`,
        )}
      </main>`,
  });
}
