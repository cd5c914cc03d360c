import { html, type HtmlValue } from '../../core/html.js';
import { code, paragraph } from '../blocks.js';
import { reproductionCommand, shellQuoted } from '../reproduction.js';
import type { Part } from '../section.js';
import type { Writer } from '../writer.js';

/** What a pipeline says of how its runs repeat. */
export interface Repetition {
  /** What the same seed gives again, and what it does not, in sentences. */
  readonly seed: readonly HtmlValue[];
  /** What of the manifest the seed determines, in a sentence; nothing for a run without a manifest. */
  readonly numbers?: HtmlValue;
  /** What lies in the run's folder beside its files: "the committed orders". */
  readonly output: string;
}

/** How the run is repeated, the report printed again, and both verified. */
export function reproduction(
  { input: { record, manifest } }: Writer,
  { seed, numbers, output }: Repetition,
): Part {
  return {
    id: 'reproduction',
    title: 'Reproduction',
    body: [
      paragraph(
        ...seed,
        record.command === undefined
          ? 'To repeat the run from the configuration that it stored:'
          : 'To repeat the run, from the same folder:',
      ),
      html`<pre>${reproductionCommand(record)}</pre>`,
      paragraph('To print this report again from what the run has stored, without starting any service:'),
      html`<pre>npx streambook report ${shellQuoted(record.run_id)}</pre>`,
      manifest && [
        paragraph(
          html`This PDF carries its manifest as the attachment ${code('manifest.json')}: every setting, all
          versions${manifest.code.git_commit !== null && html`, the commit ${code(manifest.code.git_commit.slice(0, 12))}${manifest.code.git_dirty === true && ' with uncommitted changes'}`},
          the settings of the machine and the services, and the numbers that follow from the seed.`,
          numbers,
          'Anyone who has the PDF can recompute these numbers, or repeat the whole run with its settings:',
        ),
        html`<pre>
npx streambook verify report.pdf
npx streambook verify report.pdf --rerun</pre>`,
      ],
      paragraph(
        html`The report is made from the files in ${code(`data/runs/${record.run_id}`)}: the settings in
        ${code('config.json')}, the record of the run in ${code('run.json')}, the results of the analysis in
        ${code('results.json')}, and ${output}.`,
      ),
    ],
  };
}
