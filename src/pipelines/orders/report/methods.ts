import { experimentSchema } from '../config.js';
import { SEND_TUNING } from '../../../producers/sender.js';
import { architectureDiagram } from './architecture.js';
import { paragraph } from '../../../report/blocks.js';
import { seconds } from '../../../report/format.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import { settings } from '../../../report/sections/settings.js';
import { tools } from '../../../report/sections/tools.js';
import type { OrdersSection, OrdersWriter } from './types.js';

function architecture({ input, cite, figure, figureRef }: OrdersWriter): Part {
  return {
    id: 'architecture',
    title: 'Architecture',
    body: [
      paragraph(
        html`${figureRef('architecture')} shows the path of an event.`,
        html`Two producers send to a topic in Apache Kafka ${cite('kreps2011')}. Its replicas are on different
        brokers, and a quorum of controllers elects their leaders by Raft ${cite('ongaro2014')}; a message is
        acknowledged when all in-sync replicas have it.`,
        'Kafka stores the messages in order within a partition and lets every consumer read at its own pace.',
      ),
      paragraph(
        html`One Spark Structured Streaming query ${cite('armbrust2018')} reads the topic in micro-batches,
        checks each message against the validity rules and writes valid and invalid orders into separate
        folders.`,
        'A checkpoint holds the offsets of each batch, and a log names its files. Readers follow that log, so they see a batch whole or not at all, and a query that was stopped resumes where it left off.',
        'The tracker is an independent consumer. It commits its offsets by hand and provides a second count of what Kafka delivered.',
        'The analysis reads the committed files only.',
      ),
      figure(
        {
          id: 'architecture',
          caption:
            'The pipeline, and below it the three latencies that are measured, each since an event was sent.',
        },
        html`<div class="chart">
          ${architectureDiagram(input.record, input.record.topics?.[0] ?? input.manifest?.topics[0]?.name)}
        </div>`,
      ),
    ],
  };
}

function measuring({ input, cite, table, tableRef }: OrdersWriter): Part {
  const { jvmWarmUpSeconds, excludedRampUpSeconds } = input.experiment;
  const handedOver = 'it is handed to the Kafka client';
  return {
    id: 'measuring',
    title: 'Latency measurement',
    body: [
      paragraph(
        html`Load is open-loop ${cite('schroeder2006')}: each event has a scheduled send time, and a producer
        that falls behind does not postpone the events that follow.`,
        html`A slow system therefore cannot hide its latencies by slowing the sender down, the error known as
        coordinated omission ${cite('tene2015')}.`,
        'How late events were sent is measured as well.',
        html`${tableRef('latencies')} defines the latencies. They are recorded in HDR histograms
        ${cite('hdrHistogram')} and reported as percentiles, because a mean hides the tail.`,
        'A percentile is given where there are enough values for it to stand for more than the largest: 100 for the 99th, 1,000 for the 99.9th.',
        'Values of zero or less are counted, not dropped, and reported with their cause.',
        `A producer starts the batches of a partition at least ${SEND_TUNING.lingerMs}\u00a0ms apart, unless they are full; at low rates this wait is a part of the time from sending to the append.`,
        jvmWarmUpSeconds > 0 &&
          `Before the load comes a warm-up, because a Java virtual machine that has just started is many times slower than later: a query like the measured one processes orders from a separate topic for at most ${seconds(jvmWarmUpSeconds)}.`,
        excludedRampUpSeconds > 0 &&
          `The first ${seconds(excludedRampUpSeconds)} of the load are the ramp-up: events scheduled in it are excluded from percentiles, and from nothing else.`,
      ),
      table({
        id: 'latencies',
        caption: 'Definition of the latencies',
        columns: [{ head: 'Latency', widthPct: 24 }, { head: 'From', widthPct: 34 }, { head: 'Until' }],
        rows: [
          ['Lateness', 'the event’s scheduled send time', handedOver],
          ['Acknowledgement', handedOver, 'the brokers acknowledge it'],
          ['Tracker', handedOver, 'the tracker has it'],
          ['Committed file', handedOver, 'the file that holds it is visible to readers'],
        ],
      }),
    ],
  };
}

/** What each tool does here, by its key in the record's versions. */
const ROLES: Readonly<Record<string, string>> = {
  streambook: 'Producers, tracker, streaming job, analysis and report, in TypeScript',
  node: 'Runs all of the above',
  java: 'Runs Kafka and Spark',
  kafka: 'Carries and stores the events',
  spark: 'Validates the stream, over Spark Connect',
  faker: 'Names and seeded choices in the generated orders',
  danfo: 'Data frames of the analysis',
  vega: 'Draws the charts',
  chromium: 'Prints this report',
};

export const methods: OrdersSection = {
  id: 'methods',
  title: 'Methods and tools',
  write: (writer) => ({
    parts: [
      architecture(writer),
      measuring(writer),
      tools(
        writer,
        ROLES,
        html`Charts are specified in the grammar of Vega and Vega-Lite ${writer.cite('satyanarayan2017')}.`,
      ),
      settings(writer, experimentSchema),
    ],
  }),
};
