import { bullets, numbered, paragraph, statement } from '../../../report/blocks.js';
import { plannedLoad } from './findings.js';
import { counted, seconds } from '../../../report/format.js';
import { html } from '../../../core/html.js';
import type { Part } from '../../../report/section.js';
import { summary } from './statements.js';
import type { OrdersSection, OrdersWriter } from './types.js';

function goal({ input: { experiment }, sectionRef }: OrdersWriter): Part {
  const planned = plannedLoad(experiment);
  return {
    id: 'goal',
    title: 'Goal',
    body: [
      paragraph(
        'Orders of a grocery chain arrive as a stream of events, and some of them are wrong.',
        'Before anyone can compute revenue from them, every order must reach the analysis without loss and within a known time, and invalid orders must be separated from valid ones.',
        html`This report covers one experiment, <i>${experiment.title}</i>, and its question:`,
      ),
      html`<blockquote>${experiment.question}</blockquote>`,
      paragraph(
        `Two producers send ${counted(planned.events, 'event')}${experiment.backlog ? '' : ` in ${seconds(experiment.durationSeconds)}`}, together ${planned.pace}, through Apache Kafka and a Spark Structured Streaming query into files, from which the business figures are computed.`,
        'There are three goals:',
      ),
      numbered([
        statement(
          'Technical.',
          html`Measure throughput, and latency stage by stage (${sectionRef('technical')}).`,
        ),
        statement(
          'Data quality.',
          html`Account for every single event, and compare injected errors with those found
          (${sectionRef('quality')}).`,
        ),
        statement(
          'Business.',
          html`Find out from the valid orders what is sold, when, where and through which channel
          (${sectionRef('business')}).`,
        ),
      ]),
    ],
  };
}

function findings({ input, sectionRef }: OrdersWriter): Part {
  return {
    id: 'summary',
    title: 'Summary of findings',
    body: [
      bullets(summary(input)),
      paragraph(
        html`${sectionRef('conclusions')} answers the question and draws conclusions; ${sectionRef('limits')}
        states what the experiment cannot show, and how to repeat it.`,
      ),
    ],
  };
}

export const introduction: OrdersSection = {
  id: 'introduction',
  title: 'Introduction and goal',
  write: (writer) => ({ parts: [goal(writer), findings(writer)] }),
};
