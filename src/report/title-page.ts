import type { BaseExperiment } from '../config/experiment.js';
import type { TitlePage } from '../config/title-page.js';
import { html, type Html } from '../core/html.js';
import type { RunRecord } from '../runs/record.js';
import { warning } from './blocks.js';
import type { Figure, Outcome, PipelineReport, ReportDesign } from './design.js';
import { dateTime, duration, fixed, NOTHING, share } from './format.js';
import { incidentsSentence } from './incidents.js';
import type { ReportInput } from './input.js';
import { toolsOf } from './tool-names.js';

function figureText({ unit, digits }: Figure, value: number | null): string {
  if (value === null) return NOTHING;
  if (unit === 'ms') return duration(value);
  if (unit === 'share') return share(value);
  return unit === undefined ? fixed(value, digits) : `${fixed(value, digits)}\u00a0${unit}`;
}

/** So many stand in one row. */
const KEY_FIGURES = 4;

const measured = (metrics: PipelineReport['metrics'], record: RunRecord) =>
  metrics.map((metric) => ({ ...metric, value: metric.of(record) })).filter(({ value }) => value !== null);

/** The numbers that sum the run up; a dash where the run did not come to one. */
function keyFigures<R>(
  design: Pick<PipelineReport<never, R>, 'keyFigures' | 'metrics'>,
  run: Outcome<R>,
): readonly (readonly [label: string, value: string])[] {
  const figures =
    design.keyFigures?.(run).map((figure) => ({ ...figure, value: figure.of(run) })) ??
    measured(design.metrics, run.record).slice(0, KEY_FIGURES);
  return figures.map((figure) => [figure.label.toLowerCase(), figureText(figure, figure.value)] as const);
}

/** The experiment with the pipeline that it is of, as the command line takes it: "orders/quick". */
export const experimentName = ({ pipeline }: RunRecord, { name }: BaseExperiment): string =>
  `${pipeline}/${name}`;

/** "Streambook 0.1.0 · Kafka 4.3.0": what has a version. */
function versionLine({ versions }: RunRecord): string {
  if (versions === undefined) return 'not recorded';
  return toolsOf(versions)
    .filter(({ version }) => version !== null)
    .map(({ name, version }) => {
      const short = name.replace('Apache ', '');
      return version === 'external' ? `external ${short}` : `${short} ${version}`;
    })
    .join(' · ');
}

/** What a reader must know before any number. */
function caveats(
  design: Pick<ReportDesign, 'caveats' | 'consequence'>,
  record: RunRecord,
): readonly string[] {
  const { status } = record;
  const ended = status === 'failed' || status === 'interrupted';
  return [
    ended &&
      `This run ${status === 'failed' ? 'failed' : 'was interrupted'}. The report shows what it had measured until then.`,
    incidentsSentence(design, record) ?? (false as const),
    ...(design.caveats?.(record) ?? []),
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

export function titlePage<C extends BaseExperiment, R>(
  design: PipelineReport<C, R>,
  input: ReportInput<C, R>,
): Html {
  const { record, experiment } = input;
  const figures = keyFigures(design, input);
  return html`<header class="title-page">
    <div class="banner">
      <p class="kicker">Streambook experiment report</p>
      <h1>${experiment.title}</h1>
      <p class="question">${experiment.question}</p>
      ${byline(record.title_page)}
    </div>
    ${figures.length > 0 && html`<dl class="key-figures">${pairs(figures)}</dl>`}
    ${caveats(design, record).map(warning)}
    <dl class="facts">
      ${pairs([
        ['Experiment', experimentName(record, experiment)],
        ['Run', record.run_id],
        ['Date', dateTime(record.started_at)],
        ['Seed', String(record.seed)],
        ['Versions', versionLine(record)],
      ])}
    </dl>
  </header>`;
}
