import { bullets, numbered, paragraph, statement } from '../blocks.js';
import { plannedLoad } from '../findings.js';
import { counted, exact, seconds } from '../format.js';
import { html } from '../html.js';
import { sectionRef, type Part, type Section } from '../section.js';
import { summary } from '../statements.js';
import type { Writer } from '../writer.js';

function goal({ input: { experiment } }: Writer): Part {
  const planned = plannedLoad(experiment);
  return {
    id: 'goal',
    title: 'Goal',
    body: [
      paragraph(
        'Orders of a grocery chain arrive as a stream of events, and some of them are wrong.',
        'Before anybody can read revenue from them, every order has to be carried from where it is made to where it is analysed, without loss and in a known time, and the wrong ones have to be told from the right ones.',
        html`This report follows one experiment, <i>${experiment.title}</i>, along the whole way, and asks:`,
      ),
      html`<blockquote>${experiment.question}</blockquote>`,
      paragraph(
        `Two producers send ${counted(planned.events, 'event')} in ${seconds(experiment.durationSeconds)}, ${exact(planned.eventsPerSecond)} a second together, through Apache Kafka and a Spark Structured Streaming query into files, from which the business figures are taken.`,
        'Three goals follow:',
      ),
      numbered([
        statement(
          'Technical.',
          html`Measure throughput and latency at each stage, as percentiles, and say what they are made of
          (${sectionRef('technical')}).`,
        ),
        statement(
          'Data quality.',
          html`Account for every single event, and compare the errors that were injected on purpose with those
          that were found (${sectionRef('quality')}).`,
        ),
        statement(
          'Business.',
          html`Learn from the valid orders what sells, when, through which channel and where
          (${sectionRef('business')}).`,
        ),
      ]),
    ],
  };
}

function findings({ input }: Writer): Part {
  return {
    id: 'summary',
    title: 'Findings in brief',
    body: [
      bullets(summary(input)),
      paragraph(
        html`${sectionRef('conclusions')} answers the question and says what follows from it;
        ${sectionRef('limits')} says what the experiment cannot show, and how to repeat it.`,
      ),
    ],
  };
}

export const introduction = (writer: Writer): Section => ({
  id: 'introduction',
  title: 'Introduction and goal',
  parts: [goal(writer), findings(writer)],
});
