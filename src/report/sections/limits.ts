import { bullets, code, paragraph, statement } from '../blocks.js';
import { counted, date, seconds } from '../format.js';
import { html } from '../html.js';
import type { Part, Section } from '../section.js';
import type { Writer } from '../writer.js';

function limitations({ input: { record, experiment } }: Writer): Part {
  const measuredSeconds = experiment.durationSeconds - experiment.warmupSeconds;
  const embedded = record.versions !== undefined && record.versions.kafka !== null;
  return {
    id: 'limitations',
    title: 'Limits of the experiment',
    body: bullets([
      statement(
        'The orders are made up.',
        'Their shape over items, days, hours and channels is written into the generator, so the business results show what the method finds, not how a market behaves.',
      ),
      statement(
        'One run, one seed.',
        `Percentiles come from ${seconds(measuredSeconds)} of load.`,
        record.stream &&
          `Beyond the 99th percentile lie ${counted(Math.floor(record.stream.commit_ms.count / 100), 'event')}.`,
        'They have no spread here: only repeated runs give one.',
      ),
      embedded
        ? statement(
            'One machine.',
            'Producers, brokers and Spark share its cores, so each slows the others, and no network lies between them. One clock takes all stamps, which spares the error of clocks that disagree.',
          )
        : statement(
            'An external cluster.',
            'What else it has to do and the network to it are part of every latency, and are not known to this report.',
          ),
      statement(
        'The errors are known.',
        'Detection is judged on the modes that were injected; errors of other kinds may go unnoticed.',
      ),
    ]),
  };
}

function reproduction({ input: { record, experiment, manifest } }: Writer): Part {
  return {
    id: 'reproduction',
    title: 'Reproduction',
    body: [
      paragraph(
        'The same seed gives the same orders, field by field, bar the time at which each was made.',
        'Counts, reasons and business figures therefore repeat exactly; latencies vary from run to run.',
        `To repeat the experiment, with purchases up to ${date(experiment.referenceDate)}:`,
      ),
      html`<pre>
npm run report -- ${experiment.name} --seed ${experiment.seed} --duration-seconds ${experiment.durationSeconds}</pre>`,
      paragraph('To print this report again from what the run has stored, without starting any service:'),
      html`<pre>npx streambook report ${record.run_id}</pre>`,
      manifest && [
        paragraph(
          html`This PDF carries its manifest as the attachment ${code('manifest.json')}: every setting, all
          versions${manifest.code.git_commit !== null && html`, the commit ${code(manifest.code.git_commit.slice(0, 12))}${manifest.code.git_dirty === true && ' with changes'}`},
          the settings of machine, brokers and topic, and the numbers that follow from the seed.`,
          html`The stream of valid events has the SHA-256 ${code(manifest.numbers.events.valid.sha256)}, that
          of invalid events ${code(manifest.numbers.events.invalid.sha256)}.`,
          'Whoever has the PDF can work these numbers out again, or repeat the whole run:',
        ),
        html`<pre>
npx streambook verify report.pdf
npx streambook verify report.pdf --rerun</pre>`,
      ],
      paragraph(
        html`All that the report rests on lies in ${code(`data/runs/${record.run_id}`)}: the settings in
        ${code('config.json')}, the record of the run in ${code('run.json')}, the results of the analysis in
        ${code('results.json')}, and the orders as they landed.`,
      ),
    ],
  };
}

export const limits = (writer: Writer): Section => ({
  id: 'limits',
  title: 'Limits and reproduction',
  parts: [limitations(writer), reproduction(writer)],
});
