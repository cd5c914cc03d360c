import { type ProgressBar, type Reporter, terminalReporter } from '../../core/reporter.js';
import { isNotebook, newOutput } from './kernel.js';
import { html } from '../../core/html.js';

interface Bar {
  readonly label: string;
  readonly total: number;
  value: number;
  note: string;
}

/** Drawing more often than eyes can follow would only fill the notebook's message queue. */
const REDRAW_MS = 200;

const barHtml = ({ label, total, value, note }: Bar) =>
  html`<div>
    ${label}
    <progress max="${total}" value="${value}" style="width:240px;vertical-align:middle"></progress>
    ${note}
  </div>`;

const barText = ({ label, total, value, note }: Bar) =>
  `${label} ${Math.round((100 * value) / Math.max(total, 1))}% ${note}`.trimEnd();

/** Tells of long work inside one output of the cell: its lines, and under them its bars. Outside a notebook, on the terminal. */
export function cellReporter(): Reporter {
  if (!isNotebook()) return terminalReporter();
  const output = newOutput();
  const lines: string[] = [];
  const bars: Bar[] = [];
  let redraw: NodeJS.Timeout | undefined;
  const drawNow = () => {
    clearTimeout(redraw);
    redraw = undefined;
    const text = lines.map((line) => html`<div>${line}</div>`);
    output.draw({
      'text/html': html`<div style="font-size:90%;opacity:.8">${text}${bars.map(barHtml)}</div>`.markup,
      'text/plain': [...lines, ...bars.map(barText)].join('\n'),
    });
  };
  const drawSoon = () => {
    redraw ??= setTimeout(drawNow, REDRAW_MS);
  };
  return {
    line(text) {
      lines.push(text);
      drawNow();
    },
    bar(label, total): ProgressBar {
      const bar: Bar = { label, total, value: 0, note: '' };
      bars.push(bar);
      drawNow();
      return {
        update(value, note = '') {
          bar.value = Math.min(value, total);
          bar.note = note;
          drawSoon();
        },
        stop: drawNow,
      };
    },
  };
}
