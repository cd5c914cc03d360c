import { numbersIn, sectionsOf } from '../record.js';
import { bullets, code, statement } from '../../../report/blocks.js';
import { counted, seconds } from '../../../report/format.js';
import { html } from '../../../core/html.js';
import { type Repetition, reproduction } from '../../../report/sections/reproduction.js';
import type { Part } from '../../../report/section.js';
import type { OrdersInput, OrdersSection, OrdersWriter } from './types.js';

function limitations({ input: { record, experiment } }: OrdersWriter): Part {
  const measuredSeconds = experiment.durationSeconds - experiment.excludedRampUpSeconds;
  const { stream } = sectionsOf(record);
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
        stream &&
          `Only ${counted(Math.floor(stream.commit_ms.count / 100), 'event lies', 'events lie')} beyond the 99th percentile.`,
        'Only repeated runs can show how much the percentiles vary.',
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

function repetition({ manifest }: OrdersInput): Repetition {
  const events = numbersIn(manifest)?.events;
  return {
    seed: [
      'The same seed gives the same orders, field by field, except for the time at which each was made.',
      'Counts, reasons and business figures therefore repeat exactly; latencies vary from run to run.',
    ],
    numbers:
      events &&
      html`The stream of valid events has the SHA-256 ${code(events.valid.sha256)}, that of invalid events
      ${code(events.invalid.sha256)}.`,
    output: 'the committed orders',
  };
}

export const limits: OrdersSection = {
  id: 'limits',
  title: 'Limits and reproduction',
  write: (writer) => ({ parts: [limitations(writer), reproduction(writer, repetition(writer.input))] }),
};
