import type { BaseExperiment } from '../config/experiment.js';
import { html, type Html } from '../core/html.js';
import type { RunRecord } from '../runs/record.js';
import { bullets, code, paragraph, warning } from './blocks.js';
import type { BundleContents } from './bundle.js';
import type { PipelineReport, ReportDesign } from './design.js';
import { documentProperties } from './document-properties.js';
import { dateTime, NOTHING, timeTaken, twoDecimals } from './format.js';
import type { FailedRun } from './input.js';
import { renderPage } from './page.js';
import { OUTCOME, phaseText } from './phase-text.js';
import { reproductionCommand } from './reproduction.js';
import { renderTable } from './tables.js';
import { byline, experimentName, pairs } from './title-page.js';
import { withoutPaths, writeDocument, type WriteReportOptions, type WrittenReport } from './write.js';

/** How the run ended, in a word. A record that still says "running" is of a process that was killed. */
function ending({ status }: RunRecord): { readonly word: string; readonly sentence: string } {
  if (status === 'failed') return { word: 'failed', sentence: 'This run failed.' };
  if (status === 'interrupted') return { word: 'interrupted', sentence: 'This run was interrupted.' };
  return { word: 'killed', sentence: 'The process of this run was killed.' };
}

const lastPhase = ({ error, phases }: RunRecord) => error?.phase ?? phases.at(-1)?.name;

function runningTime({ started_at: from, finished_at: to }: RunRecord): string {
  return to === undefined ? NOTHING : timeTaken(Date.parse(to) - Date.parse(from));
}

function titlePage({ phases: own }: Pick<ReportDesign, 'phases'>, { record, experiment }: FailedRun): Html {
  const { word, sentence } = ending(record);
  const last = lastPhase(record);
  const phase = last === undefined ? undefined : phaseText(own, last);
  return html`<header class="title-page">
    <div class="banner failed">
      <p class="kicker">Streambook: run ${word}</p>
      <h1>${experiment.title}</h1>
      <p class="question">${experiment.question}</p>
      ${byline(record.title_page)}
    </div>
    ${warning(
      html`<b>${sentence}</b>
        ${phase && `It ended in phase “${phase.label}”: ${phase.describes.toLowerCase()}. `}
        ${record.error && html`The reason: ${record.error.message} (${code(record.error.code)})`}`,
    )}
    ${warning('It ended before it had results. This report says what is known of it.')}
    <dl class="facts">
      ${pairs([
        ['Experiment', experimentName(record, experiment)],
        ['Run', record.run_id],
        ['Began', dateTime(record.started_at)],
        ['Ended after', runningTime(record)],
        ['Seed', String(record.seed)],
        ['Machine', record.machine ? `${record.machine.cpu}, ${record.machine.cores} cores` : NOTHING],
      ])}
    </dl>
  </header>`;
}

function soFar<C extends BaseExperiment>(design: ReportDesign<C, never>, run: FailedRun<C>): Html | false {
  if (design.soFar === undefined) return false;
  const { id, title, body } = design.soFar(run);
  return html`<section class="chapter">
    <h2 id="${id}">${title}</h2>
    ${body}
  </section>`;
}

function phases({ phases: own }: Pick<ReportDesign, 'phases'>, { record }: FailedRun): Html {
  return html`<section class="chapter">
    <h2 id="phases">Phases</h2>
    ${renderTable({
      columns: [
        { head: 'Phase', widthPct: 18 },
        { head: 'What happens' },
        { head: 'Status', widthPct: 13 },
        { head: 'Duration (s)', numeric: true, widthPct: 16 },
      ],
      rows: record.phases.map(({ name, status, duration_ms: ms }) => {
        const { label, describes } = phaseText(own, name);
        const outcome = status === 'running' ? 'not ended' : OUTCOME[status];
        return [label, describes, outcome, ms === null ? NOTHING : twoDecimals(ms / 1000)];
      }),
    })}
  </section>`;
}

const logLines = ({ log }: FailedRun): Html =>
  html`<section class="chapter">
    <h2 id="log">The last lines of its log</h2>
    ${log.length === 0 ? paragraph('The run left no log.') : html`<pre class="log">${log.join('\n')}</pre>`}
  </section>`;

function nextSteps(
  { canAnalyze }: Pick<PipelineReport, 'canAnalyze'>,
  { record, experiment }: FailedRun,
): Html {
  const { run_id: runId } = record;
  return html`<section class="chapter">
    <h2 id="next">What can be done</h2>
    ${bullets([
      html`${code('npx streambook status')} and ${code('npx streambook logs')} show the services and what they
      wrote last.`,
      canAnalyze &&
        html`${code(`npx streambook analyze ${runId}`)} analyses what was committed, and writes
        ${code('results.json')}.`,
      html`${code(reproductionCommand(record))} repeats the experiment “${experiment.name}”: the same seed,
      ${String(record.seed)}, gives the same data.`,
    ])}
  </section>`;
}

export const failedRunProperties = (
  { keywords }: Pick<ReportDesign, 'keywords'>,
  { record, experiment }: FailedRun,
) =>
  documentProperties(
    keywords,
    {
      title: `${experiment.title}: run ${record.run_id} ${ending(record).word}`,
      subject: experiment.question,
      creator: ['Streambook', record.versions?.streambook].filter(Boolean).join(' '),
    },
    record.title_page,
  );

/** The report of a run that has no results: how it ended, and what is known of it. */
export function renderFailedRunHtml<C extends BaseExperiment>(
  design: PipelineReport<C, never>,
  run: FailedRun<C>,
): string {
  return renderPage({
    properties: failedRunProperties(design, run),
    head: { left: `Streambook · ${run.experiment.title}`, right: run.record.run_id },
    body: html`${titlePage(design, run)}
      <main id="main" tabindex="-1">
        ${[soFar(design, run), phases(design, run), logLines(run), nextSteps(design, run)]}
      </main>`,
  });
}

/** What the report was printed from, in files. */
const contentsOf = ({ record, experiment, committed, log }: FailedRun): BundleContents => ({
  'run.json': withoutPaths(record),
  'config.json': experiment,
  'parts.json': { log, ...(committed && { committed }) },
});

/** The run as it was attached; undefined when a part is missing. */
export function failedRunOf<C extends BaseExperiment>(
  contents: BundleContents<C, unknown>,
): FailedRun<C> | undefined {
  const { 'run.json': record, 'config.json': experiment, 'parts.json': parts } = contents;
  if (record === undefined || experiment === undefined || parts === undefined) return undefined;
  return { record, experiment, ...(parts as unknown as Pick<FailedRun, 'committed' | 'log'>) };
}

/**
 * Writes `report.pdf` and `report.html` of a run that has no results.
 *
 * @throws StreambookError as {@link writeDocument}.
 */
export async function writeFailedRun<C extends BaseExperiment>(
  design: PipelineReport<C, never>,
  run: FailedRun<C>,
  folder: string,
  options: WriteReportOptions = {},
): Promise<WrittenReport> {
  const { record } = run;
  const spec = {
    render: () => renderFailedRunHtml(design, run),
    properties: failedRunProperties(design, run),
    bundle: () => ({ document: 'failed-run' as const, runId: record.run_id, contents: contentsOf(run) }),
  };
  return { ...(await writeDocument(spec, folder, options)), manifest: undefined };
}
