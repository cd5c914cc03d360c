import { type Experiment, plannedEvents } from '../config/experiment.js';
import type { RunRecord } from '../runs/record.js';
import type { BundleContents } from './bundle.js';
import { bullets, code, paragraph, warning } from './blocks.js';
import { documentProperties } from './document-properties.js';
import { count, counted, dateTime, duration, NOTHING, seconds, twoDecimals } from './format.js';
import { html, type Html } from './html.js';
import { renderPage } from './page.js';
import { OUTCOME, phaseWords, WHAT_HAPPENS } from './phases.js';
import { reproductionCommand } from './reproduction.js';
import { renderTable } from './tables.js';
import { byline, pairs } from './title-page.js';
import { withoutPaths, writeDocument, type WriteReportOptions, type WrittenReport } from './write.js';

/** What is known of a run that ended before it had results. */
export interface FailedRun {
  readonly record: RunRecord;
  readonly experiment: Experiment;
  /** Rows that readers can see in committed files; undefined when these cannot be read. */
  readonly committed?:
    { readonly valid: number; readonly invalid: number; readonly batches: number } | undefined;
  /** The last lines of the run's own log. */
  readonly log: readonly string[];
}

/** How the run ended, in a word. A record that still says "running" is of a process that was killed. */
function ending({ status }: RunRecord): { readonly word: string; readonly sentence: string } {
  if (status === 'failed') return { word: 'failed', sentence: 'This run failed.' };
  if (status === 'interrupted') return { word: 'interrupted', sentence: 'This run was interrupted.' };
  return { word: 'killed', sentence: 'The process of this run was killed.' };
}

const lastPhase = ({ error, phases }: RunRecord) => error?.phase ?? phases.at(-1)?.name;

function runningTime({ started_at: from, finished_at: to }: RunRecord): string {
  return to === undefined ? NOTHING : duration(Date.parse(to) - Date.parse(from));
}

function titlePage({ record, experiment }: FailedRun): Html {
  const { word, sentence } = ending(record);
  const phase = lastPhase(record);
  return html`<header class="title-page">
    <div class="banner failed">
      <p class="kicker">Streambook: run ${word}</p>
      <h1>${experiment.title}</h1>
      <p class="question">${experiment.question}</p>
      ${byline(record.title_page)}
    </div>
    ${warning(
      html`<b>${sentence}</b>
        ${phase && `It ended in phase “${phaseWords(phase)}”: ${WHAT_HAPPENS[phase].toLowerCase()}. `}
        ${record.error && html`The reason: ${record.error.message} (${code(record.error.code)})`}`,
    )}
    ${warning('It ended before it had results. This report says what is known of it.')}
    <dl class="facts">
      ${pairs([
        ['Experiment', experiment.name],
        ['Run', record.run_id],
        ['Began', dateTime(record.started_at)],
        ['Ended after', runningTime(record)],
        ['Seed', String(record.seed)],
        ['Machine', record.machine ? `${record.machine.cpu}, ${record.machine.cores} cores` : NOTHING],
      ])}
    </dl>
  </header>`;
}

const NOT_KNOWN = 'not known';

function ledgerSoFar({ record, experiment, committed }: FailedRun): Html {
  const planned = plannedEvents(experiment);
  const { producer, consumer, ledger } = record;
  const rows: readonly (readonly [string, string, string])[] = [
    ['planned', count(planned.valid + planned.invalid), 'events that the settings ask for'],
    [
      'sent',
      producer ? count(producer.sent_ok + producer.sent_error) : NOT_KNOWN,
      producer ? 'by both producers' : 'the producers count for themselves until they end',
    ],
    ['acknowledged', producer ? count(producer.sent_ok) : NOT_KNOWN, 'by the brokers'],
    ['failed', producer ? count(producer.sent_error) : NOT_KNOWN, 'refused, or never acknowledged'],
    ['read', consumer ? count(consumer.processed) : NOT_KNOWN, 'by the tracker'],
    [
      'committed',
      committed ? count(committed.valid + committed.invalid) : NOT_KNOWN,
      committed
        ? `rows in files that readers see: ${count(committed.valid)} valid, ${count(committed.invalid)} invalid, in ${counted(committed.batches, 'micro-batch', 'micro-batches')}`
        : 'the committed files cannot be read',
    ],
  ];
  return html`<section class="chapter">
    <h2 id="ledger">The ledger so far</h2>
    ${paragraph(
      ledger === undefined
        ? 'The run ended before its ledger was reconciled, so nothing can be said of lost or duplicate events.'
        : `The ledger was closed: lost ${ledger.lost}, duplicates ${ledger.duplicates}, unexpected ${ledger.unexpected}.`,
    )}
    ${renderTable({
      columns: [
        { head: 'Events', widthPct: 20 },
        { head: 'Count', numeric: true, widthPct: 16 },
        { head: '' },
      ],
      rows,
    })}
  </section>`;
}

function phases({ record }: FailedRun): Html {
  return html`<section class="chapter">
    <h2 id="phases">Phases</h2>
    ${renderTable({
      columns: [
        { head: 'Phase', widthPct: 18 },
        { head: 'What happens' },
        { head: 'Status', widthPct: 13 },
        { head: 'Duration (s)', numeric: true, widthPct: 16 },
      ],
      rows: record.phases.map(({ name, status, duration_ms: ms }) => [
        phaseWords(name),
        WHAT_HAPPENS[name],
        status === 'running' ? 'not ended' : OUTCOME[status],
        ms === null ? NOTHING : twoDecimals(ms / 1000),
      ]),
    })}
  </section>`;
}

const logLines = ({ log }: FailedRun): Html =>
  html`<section class="chapter">
    <h2 id="log">The last lines of its log</h2>
    ${log.length === 0 ? paragraph('The run left no log.') : html`<pre class="log">${log.join('\n')}</pre>`}
  </section>`;

function nextSteps({ record, experiment }: FailedRun): Html {
  const { run_id: runId } = record;
  return html`<section class="chapter">
    <h2 id="next">What can be done</h2>
    ${bullets([
      html`${code('npx streambook status')} and ${code('npx streambook logs')} show the services and what they
      wrote last.`,
      html`${code(`npx streambook analyze ${runId}`)} analyses the orders that were committed, and writes
      ${code('results.json')}.`,
      html`${code(reproductionCommand(record))} repeats the experiment “${experiment.name}”: the same seed,
      ${String(record.seed)}, gives the same ${counted(plannedEvents(experiment).valid, 'valid order')} over
      ${seconds(experiment.durationSeconds)}.`,
    ])}
  </section>`;
}

export const failedRunProperties = ({ record, experiment }: FailedRun) =>
  documentProperties(
    {
      title: `${experiment.title}: run ${record.run_id} ${ending(record).word}`,
      subject: experiment.question,
      creator: ['Streambook', record.versions?.streambook].filter(Boolean).join(' '),
    },
    record.title_page,
  );

/** The report of a run that has no results: how it ended, and what is known of it. */
export function renderFailedRunHtml(run: FailedRun): string {
  return renderPage({
    properties: failedRunProperties(run),
    head: { left: `Streambook · ${run.experiment.title}`, right: run.record.run_id },
    body: html`${titlePage(run)}
      <main id="main" tabindex="-1">${[ledgerSoFar(run), phases(run), logLines(run), nextSteps(run)]}</main>`,
  });
}

/** What the report was printed from, in files. */
const contentsOf = ({ record, experiment, committed, log }: FailedRun): BundleContents => ({
  'run.json': withoutPaths(record),
  'config.json': experiment,
  'parts.json': { log, ...(committed && { committed }) },
});

/** The run as it was attached; undefined when a part is missing. */
export function failedRunOf(contents: BundleContents): FailedRun | undefined {
  const { 'run.json': record, 'config.json': experiment, 'parts.json': parts } = contents;
  if (record === undefined || experiment === undefined || parts === undefined) return undefined;
  return { record, experiment, ...(parts as unknown as Pick<FailedRun, 'committed' | 'log'>) };
}

/**
 * Writes `report.pdf` and `report.html` of a run that has no results.
 *
 * @throws StreambookError as {@link writeDocument}.
 */
export async function writeFailedRun(
  run: FailedRun,
  folder: string,
  options: WriteReportOptions = {},
): Promise<WrittenReport> {
  const { record } = run;
  const spec = {
    render: () => renderFailedRunHtml(run),
    properties: failedRunProperties(run),
    bundle: () => ({ document: 'failed-run' as const, runId: record.run_id, contents: contentsOf(run) }),
  };
  return { ...(await writeDocument(spec, folder, options)), manifest: undefined };
}
