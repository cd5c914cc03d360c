import { inspect } from 'node:util';
import { shortMessage } from '../../spark/error-display.js';
import { SparkError } from '../../spark/index.js';
import { type CellLine, cellLineOf } from './cells.js';
import { isOfDrawing } from './kernel.js';

const STACK_LINE = /^ {2,}at /;

interface ZodIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What a check by zod found, a line each: its own message is JSON. */
const issuesOf = (error: Error): readonly ZodIssue[] | undefined =>
  'issues' in error && Array.isArray(error.issues) ? (error.issues as ZodIssue[]) : undefined;

function messageOf(error: Error): string {
  const issues = issuesOf(error);
  if (issues !== undefined) {
    return issues
      .map(({ path, message }) => `${path.map(String).join('.') || 'value'}: ${message}`)
      .join('; ');
  }
  const own = shortMessage(error)
    .split('\n')
    .filter((line) => !STACK_LINE.test(line))
    .join('\n')
    .trim();
  const parts = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return [own, ...parts.map((part) => (part instanceof Error ? messageOf(part) : String(part)))]
    .filter((text) => text !== '')
    .join('; ');
}

type Hint = (message: string) => string | undefined;
const hints: Hint[] = [];

/** Has something said of errors whose own message does not help; it is given the whole message. */
export const hintAt = (hint: Hint): void => void hints.push(hint);

const hintOf = ({ message }: Error): string | undefined =>
  hints.map((find) => find(message)).find((found) => found !== undefined);

const place = ({ cell, line, text }: CellLine) =>
  `  at line ${line}${cell === undefined ? '' : ` of cell [${cell}]`}: ${text}`;

/**
 * An error as a cell shows it: its name and message, the causes that say more, and the line of the cell that led to it.
 * Stacks of the library, of Node.js and of Java stay out; they are in `error.stack` and `error.cause`.
 */
function errorText(error: Error): string {
  const lines = [`${error.name}: ${messageOf(error)}`];
  let line = cellLineOf(error.stack ?? '');
  let hint = hintOf(error);
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) {
    const reason = messageOf(cause);
    if (!lines.some((known) => known.includes(reason))) lines.push(`  because ${cause.name}: ${reason}`);
    line ??= cellLineOf(cause.stack ?? '');
    hint ??= hintOf(cause);
  }
  if (hint !== undefined) lines.push(`  that is: ${hint}`);
  return [...lines, ...(line === undefined ? [] : [place(line)])].join('\n');
}

const PROMISE_TEXT =
  'A Promise: its value is not there yet. Put await before the expression to see the value.';

function printsAs<T extends object>(prototype: T, text: (value: T) => string): void {
  Object.defineProperty(prototype, inspect.custom, {
    configurable: true,
    value(this: T) {
      return text(this);
    },
  });
}

/** From now on, cells print errors short, and say what to do with a promise. */
export function printForCells(): void {
  printsAs(Error.prototype, errorText);
  printsAs(SparkError.prototype as Error, errorText);
  printsAs(Promise.prototype as Promise<unknown>, (promise) => (isOfDrawing(promise) ? '' : PROMISE_TEXT));
}
