import { warning } from './blocks.js';
import { detection } from '../pipelines/orders/report/findings.js';
import { type Metric, metric } from '../runs/metrics.js';
import type { RunRecord } from '../runs/record.js';
import { count, dateTime, duration, fixed, NOTHING, shareOf } from './format.js';
import type { TitlePage } from '../config/title-page.js';
import { html, type Html } from './html.js';
import { incidentsSentence } from './incidents.js';
import type { ReportInput } from './input.js';

const HEADLINES = ['sent_events_per_second', 'committed_p95_ms'].map(metric);

function headline(figure: Metric<RunRecord>, record: RunRecord): string {
  const { unit, digits } = figure;
  const value = figure.of(record);
  if (value === null) return NOTHING;
  return unit === 'ms' ? duration(value) : `${fixed(value, digits)}\u00a0${unit}`;
}

/** The four numbers that sum the run up; a dash where the run did not come to one. */
function keyFigures({ record, results }: ReportInput): readonly (readonly [label: string, value: string])[] {
  const { producer, ledger } = record;
  const { injected, detected } = detection(results.analysis.quality);
  return [
    ['events acknowledged', producer ? count(producer.sent_ok) : NOTHING],
    ...HEADLINES.map((each) => [each.label.toLowerCase(), headline(each, record)] as const),
    ledger === undefined || ledger.balanced
      ? ['of injected errors found', shareOf(detected, injected)]
      : ['events lost', count(ledger.lost)],
  ];
}

function versionLine({ versions }: ReportInput['record']): string {
  if (versions === undefined) return 'not recorded';
  return [
    `Streambook ${versions.streambook}`,
    versions.kafka === null ? 'external Kafka' : `Kafka ${versions.kafka}`,
    `Spark ${versions.spark}`,
    `Node.js ${versions.node}`,
    versions.java !== null && `Java ${versions.java}`,
    `Vega ${versions.vega}`,
    `danfo.js ${versions.danfo}`,
    `Faker ${versions.faker}`,
    versions.chromium !== null && `Chromium ${versions.chromium}`,
  ]
    .filter((version) => version !== false)
    .join(' · ');
}

/** What a reader must know before any number. */
function caveats({ record }: ReportInput): readonly string[] {
  const { status, ledger } = record;
  return [
    status === 'failed' && 'This run failed. The report shows what it had measured until then.',
    status === 'interrupted' && 'This run was interrupted. The report shows what it had measured until then.',
    incidentsSentence(record) ?? (false as const),
    ledger?.balanced === false && 'The ledger of events does not balance: see the section on data quality.',
  ].filter((caveat) => caveat !== false);
}

/** Pairs of a term and its description. */
export const pairs = (entries: readonly (readonly [term: string, description: string])[]): readonly Html[] =>
  entries.map(
    ([term, description]) =>
      html`<div>
        <dt>${term}</dt>
        <dd>${description}</dd>
      </div>`,
  );

/** Who hands the report in, where and for what; nothing when nobody said so. */
export function byline({ authors, course, institution, supervisor }: TitlePage = {}): Html | undefined {
  const places = [course, institution, supervisor !== undefined && `supervised by ${supervisor}`].filter(
    (place) => place !== undefined && place !== false,
  );
  if (authors === undefined && places.length === 0) return undefined;
  return html`<div class="byline">
    ${authors && html`<p class="authors">${authors.join(', ')}</p>`}
    ${places.map((place) => html`<p>${place}</p>`)}
  </div>`;
}

export function titlePage(input: ReportInput): Html {
  const { record, experiment } = input;
  return html`<header class="title-page">
    <div class="banner">
      <p class="kicker">Streambook experiment report</p>
      <h1>${experiment.title}</h1>
      <p class="question">${experiment.question}</p>
      ${byline(record.title_page)}
    </div>
    <dl class="key-figures">${pairs(keyFigures(input))}</dl>
    ${caveats(input).map(warning)}
    <dl class="facts">
      ${pairs([
        ['Experiment', experiment.name],
        ['Run', record.run_id],
        ['Date', dateTime(record.started_at)],
        ['Seed', String(record.seed)],
        ['Versions', versionLine(record)],
      ])}
    </dl>
  </header>`;
}
