import { sectionsOf } from '../record.js';
import type { RunRecord } from '../../../runs/record.js';
import { duration } from '../../../report/format.js';
import { html, type Html } from '../../../core/html.js';

/** The architecture diagram: what runs, what flows, and between which points each latency is taken. */

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 640;
const HEIGHT = 330;

const PRODUCERS: Box = { x: 1, y: 34, width: 122, height: 118 };
const KAFKA: Box = { x: 173, y: 34, width: 138, height: 118 };
const SPARK: Box = { x: 361, y: 34, width: 118, height: 118 };
const FILES: Box = { x: 529, y: 34, width: 110, height: 118 };
const TRACKER: Box = { x: 173, y: 196, width: 138, height: 50 };
const REPORT: Box = { x: 361, y: 196, width: 118, height: 50 };
const ANALYSIS: Box = { x: 529, y: 196, width: 110, height: 50 };

/** As many letters of the smallest size as fit the Kafka box. */
const LINE_LETTERS = 26;

const right = ({ x, width }: Box) => x + width;
const bottom = ({ y, height }: Box) => y + height;
const middle = ({ x, width }: Box) => x + width / 2;
const centre = ({ y, height }: Box) => y + height / 2;

function stage(box: Box, title: string, content: Html): Html {
  return html` <text class="stage" x="${middle(box)}" y="${box.y - 10}">${title}</text>
    <rect class="box" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="5" />
    ${content}`;
}

/** Tiles below each other inside a box. */
function tiles(box: Box, labels: readonly string[], height: number, top: number): Html {
  const gap = 6;
  return html`${labels.map((label, index) => {
    const y = box.y + top + index * (height + gap);
    return html` <rect
        class="tile"
        x="${box.x + 9}"
        y="${y}"
        width="${box.width - 18}"
        height="${height}"
        rx="3"
      />
      <text class="label" x="${middle(box)}" y="${y + height / 2 + 3.5}">${label}</text>`;
  })}`;
}

function small(box: Box, title: string, subtitle: string): Html {
  return html` <rect
      class="box"
      x="${box.x}"
      y="${box.y}"
      width="${box.width}"
      height="${box.height}"
      rx="5"
    />
    <text class="stage" x="${middle(box)}" y="${box.y + 21}">${title}</text>
    <text class="label" x="${middle(box)}" y="${box.y + 37}">${subtitle}</text>`;
}

const arrow = (x1: number, y1: number, x2: number, y2: number): Html =>
  html`<line class="flow" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" marker-end="url(#arrow-head)" />`;

const between = (from: Box, to: Box): Html => arrow(right(from) + 2, centre(from), to.x - 3, centre(to));
const below = (from: Box, to: Box): Html => arrow(middle(to), bottom(from) + 2, middle(to), to.y - 3);

/** A dimension line: from sending an event to where a latency ends. */
function span(y: number, to: number, label: string, p95Ms: number | null): Html {
  const from = right(PRODUCERS);
  const value = p95Ms !== null && `p95 ${duration(p95Ms)}`;
  return html` <text class="span-label" x="${from - 8}" y="${y + 3.5}">${label}</text>
    <line class="span" x1="${from}" y1="${y}" x2="${to - 2}" y2="${y}" marker-end="url(#span-head)" />
    <line class="span" x1="${from}" y1="${y - 5}" x2="${from}" y2="${y + 5}" />
    <line class="span" x1="${to}" y1="${y - 5}" x2="${to}" y2="${y + 5}" />
    <text class="span-value" x="${to + 7}" y="${y + 3.5}">${value}</text>`;
}

/** A topic's name in up to two lines that fit the box: long ones are broken at a dash, the nearest to their middle. */
function topicLines(name: string | undefined): readonly string[] {
  if (name === undefined) return ['topic of the orders'];
  const label = `topic ${name}`;
  if (label.length <= LINE_LETTERS) return [label];
  const breaks = [...label.matchAll(/[-_. ]/g)].map(({ index }) => index + 1);
  const middle = label.length / 2;
  const at = breaks.reduce(
    (best, each) => (Math.abs(each - middle) < Math.abs(best - middle) ? each : best),
    Math.ceil(middle),
  );
  return [label.slice(0, at), label.slice(at)].map((line) =>
    line.length <= LINE_LETTERS ? line : `${line.slice(0, LINE_LETTERS - 1)}…`,
  );
}

const DESCRIPTION =
  'Two producers send events to a Kafka cluster. A tracker reads them there. A Spark Structured Streaming query reads them too, checks them and writes valid and invalid orders to files, from which the analysis and this report are made. Three latencies start when an event is sent: to its acknowledgement, to the tracker and to the committed file.';

/** @param topic As the manifest has it; a run that ended early has none. */
export function architectureDiagram(record: RunRecord, topic: string | undefined): Html {
  const { versions } = record;
  const { producer, consumer, stream } = sectionsOf(record);
  const embedded = versions !== undefined && versions.kafka !== null;
  const nodes = embedded ? ['broker 1', 'broker 2', 'controller 3'] : ['external cluster'];
  return html` <svg
    class="architecture"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width="${WIDTH}"
    role="img"
    aria-label="${DESCRIPTION}"
  >
    <defs>
      <marker
        id="arrow-head"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="7"
        markerHeight="7"
        orient="auto"
      >
        <path class="arrow-head" d="M0 0 8 4 0 8z" />
      </marker>
      <marker
        id="span-head"
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerWidth="6"
        markerHeight="6"
        orient="auto"
      >
        <path class="span-head" d="M0 0 8 4 0 8z" />
      </marker>
    </defs>
    ${stage(PRODUCERS, 'Producers', tiles(PRODUCERS, ['valid orders', 'invalid orders'], 40, 16))}
    ${stage(
      KAFKA,
      'Apache Kafka',
      html`${tiles(KAFKA, nodes, 21, 8)}
      ${topicLines(topic).map(
        (line, index, lines) =>
          html` <text
            class="label topic"
            x="${middle(KAFKA)}"
            y="${bottom(KAFKA) - 8 - 11 * (lines.length - 1 - index)}"
          >
            ${line}
          </text>`,
      )}`,
    )}
    ${stage(SPARK, 'Spark query', tiles(SPARK, ['parse', 'check rules', 'split'], 28, 11))}
    ${stage(FILES, 'Committed files', tiles(FILES, ['valid', 'invalid', 'checkpoint'], 28, 11))}
    ${small(TRACKER, 'Tracker', 'independent consumer')} ${small(REPORT, 'Report', 'Vega, Chromium')}
    ${small(ANALYSIS, 'Analysis', 'danfo')}
    ${between(PRODUCERS, KAFKA)}${between(KAFKA, SPARK)}${between(SPARK, FILES)}
    ${below(KAFKA, TRACKER)}${below(FILES, ANALYSIS)}
    ${arrow(ANALYSIS.x - 2, centre(ANALYSIS), right(REPORT) + 3, centre(REPORT))}
    ${span(276, KAFKA.x, 'acknowledgement', producer?.ack_ms.p95 ?? null)}
    ${span(298, right(TRACKER), 'tracker', consumer?.end_to_end_ms.p95 ?? null)}
    ${span(320, FILES.x, 'committed file', stream?.commit_ms.p95 ?? null)}
  </svg>`;
}
