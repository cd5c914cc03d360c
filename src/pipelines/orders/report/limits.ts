import { bullets, code, paragraph, statement } from '../../../report/blocks.js';
import { counted, seconds } from '../../../report/format.js';
import { html } from '../../../report/html.js';
import { reproductionCommand, shellQuoted } from '../../../report/reproduction.js';
import type { Part, Section } from '../../../report/section.js';
import type { Writer } from '../../../report/writer.js';

function limitations({ input: { record, experiment } }: Writer): Part {
  const measuredSeconds = experiment.durationSeconds - experiment.warmupSeconds;
  const embedded = record.versions !== undefined && record.versions.kafka !== null;
  return {
    id: 'limitations',
    title: 'Limits of the experiment',
    body: bullets([
      statement(
        'The orders are synthetic.',
        'Their distribution over items, days, hours and channels is part of the generator, so the business results show what the method finds, not how a market behaves.',
      ),
      statement(
        'One run, one seed.',
        `Percentiles cover ${seconds(measuredSeconds)} of load.`,
        record.stream &&
          `Only ${counted(Math.floor(record.stream.commit_ms.count / 100), 'event lies', 'events lie')} beyond the 99th percentile.`,
        'How much they vary from run to run only repeated runs can show.',
      ),
      embedded
        ? statement(
            'One machine.',
            'Producers, brokers and Spark share its cores, so each slows the others, and no network lies between them. All timestamps come from one clock, so clock differences play no part.',
          )
        : statement(
            'An external cluster.',
            'Its other work and the network to it are part of every latency, and unknown to this report.',
          ),
      statement(
        'The errors are known.',
        'Detection is measured on the injected fault types; errors of other kinds may be missed.',
      ),
    ]),
  };
}

function reproduction({ input: { record, manifest } }: Writer): Part {
  return {
    id: 'reproduction',
    title: 'Reproduction',
    body: [
      paragraph(
        'The same seed gives the same orders, field by field, except for the time at which each was made.',
        'Counts, reasons and business figures therefore repeat exactly; latencies vary from run to run.',
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
          the settings of machine, brokers and topic, and the numbers that follow from the seed.`,
          html`The stream of valid events has the SHA-256 ${code(manifest.numbers.events.valid.sha256)}, that
          of invalid events ${code(manifest.numbers.events.invalid.sha256)}.`,
          'Anyone who has the PDF can recompute these numbers, or repeat the whole run with its settings:',
        ),
        html`<pre>
npx streambook verify report.pdf
npx streambook verify report.pdf --rerun</pre>`,
      ],
      paragraph(
        html`The report is made from the files in ${code(`data/runs/${record.run_id}`)}: the settings in
        ${code('config.json')}, the record of the run in ${code('run.json')}, the results of the analysis in
        ${code('results.json')}, and the committed orders.`,
      ),
    ],
  };
}

export const limits = (writer: Writer): Section => ({
  id: 'limits',
  title: 'Limits and reproduction',
  parts: [limitations(writer), reproduction(writer)],
});
