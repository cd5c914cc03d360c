import type { Figure, Goal, Part } from './measure.js';
import { spreadOf } from './measure.js';

/** What the numbers were measured on. */
export interface Setting {
  readonly what: string;
  readonly value: string;
}

const NUMBER = new Intl.NumberFormat('en', { maximumSignificantDigits: 3, useGrouping: true });

function number(value: number, unit: string): string {
  const text = Math.abs(value) >= 1000 ? NUMBER.format(Math.round(value)) : NUMBER.format(value);
  return unit === 'x' ? `${text}x` : `${text} ${unit}`;
}

const bound = ({ atLeast, atMost, unit }: Goal) =>
  atLeast === undefined ? `at most ${number(atMost ?? NaN, unit)}` : `at least ${number(atLeast, unit)}`;

function isReached({ values, atLeast = -Infinity, atMost = Infinity }: Goal): boolean {
  const { median } = spreadOf(values);
  return median >= atLeast && median <= atMost;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function spreadCells({ values, unit }: Figure): readonly string[] {
  const { min, median, max, rounds } = spreadOf(values);
  return [...[median, min, max].map((value) => number(value, unit)), String(rounds)];
}

const SPREAD_HEAD = ['median', 'least', 'most', 'rounds'];

/** The page as Markdown: goals of all parts first, then each part with its absolute numbers. */
export function measuredPage(
  parts: readonly Part[],
  settings: readonly Setting[],
  limits: readonly string[],
): string {
  const goals = parts.flatMap(({ title, goals: own }) =>
    own.map((goal) => [title, goal.what, bound(goal), isReached(goal) ? 'yes' : 'no', ...spreadCells(goal)]),
  );
  return `# Measured

Written by \`npm run bench\`; do not edit. Everything was measured in one run on one machine, ours and its baselines in turns.
Ratios are computed within a round, so that a slow moment of the machine is in both numbers.

## Ratios and bounds

${table(['part', 'what', 'goal', 'reached', ...SPREAD_HEAD], goals)}

## Machine and versions

${table(
  ['what', 'value'],
  settings.map(({ what, value }) => [what, value]),
)}

${parts.map(section).join('\n\n')}

## What limits the numbers

${limits.map((limit) => `- ${limit}`).join('\n')}
`;
}

function section({ title, how, figures }: Part): string {
  const rows = figures.map((figure) => [figure.what, ...spreadCells(figure)]);
  return `## ${title}\n\n${how.join('\n\n')}\n\n${table(['what', ...SPREAD_HEAD], rows)}`;
}
