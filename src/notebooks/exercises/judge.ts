import { inspect, isDeepStrictEqual } from 'node:util';
import { firstLine } from '../../core/errors.js';
import { DataFrame } from '../../spark/index.js';
import type { Sandbox } from '../sandbox.js';
import type { Answer, Question, Solution, Task, Trial } from './exercise.js';

/** `undefined` when an answer is right, else what is wrong with it. */
type Fault = string | undefined;

/** Counts of Spark are bigints, and lists of values may hold them at any depth. */
function normal(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') return value.trim().toLowerCase().replaceAll(' ', '_');
  return Array.isArray(value) ? value.map(normal) : value;
}

/** As text, because a reader's list may hold anything, also objects that cannot be JSON. */
const WHOLE = { depth: 3, breakLength: Infinity, maxArrayLength: null, maxStringLength: null } as const;
const sorted = (list: readonly unknown[]) => list.map((item) => inspect(item, WHOLE)).toSorted();

function isSame(answer: unknown, right: unknown, tolerance: number): boolean {
  const given = normal(answer);
  if (typeof given === 'number' && typeof right === 'number') {
    return Math.abs(given - right) <= Math.abs(right) * tolerance;
  }
  const wanted = normal(right);
  return Array.isArray(given) && Array.isArray(wanted)
    ? isDeepStrictEqual(sorted(given), sorted(wanted))
    : given === wanted;
}

const KINDS = { number: 'A number', string: 'A text', list: 'A list' } as const;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'a text',
  list: 'a list',
  function: 'a function',
  boolean: 'true or false',
  object: 'an object',
};

/** What to do with one kind of value where another is asked for, as "wanted given". */
const REMEDIES: Readonly<Record<string, string>> = {
  'number string': 'write it without quotes',
  'string number': 'write it in quotes',
  'list number': 'write [ before it and ] after it',
  'list string': 'write [ before it and ] after it',
};

/** That an answer is of another kind than all that are right; undefined when it is not. */
function wrongKind(answer: unknown, right: readonly Answer[]): Fault {
  const [wanted, ...others] = new Set(right.map(kindOf));
  const given = kindOf(answer);
  if (wanted === undefined || others.length > 0 || wanted === given) return undefined;
  const remedy = given === 'function' ? 'put () after its name to call it' : REMEDIES[`${wanted} ${given}`];
  const asked = `${KINDS[wanted as keyof typeof KINDS]} is asked for, not ${KIND_NAMES[given] ?? `a ${given}`}`;
  return `${asked}${remedy === undefined ? '' : `: ${remedy}`}.`;
}

/** Judges a value, such as a number that was read off or computed. */
export async function faultOfAnswer(question: Question, sandbox: Sandbox, answer: Answer): Promise<Fault> {
  const right = await question.answers(sandbox);
  return right.some((one) => isSame(answer, one, question.tolerance ?? 0))
    ? undefined
    : (wrongKind(answer, right) ?? '');
}

/** A frame of Spark counts by its rows: their values in the order of the columns. */
async function valueOf(result: unknown): Promise<unknown> {
  const value = await result;
  if (!(value instanceof DataFrame)) return value;
  const rows = await value.collect();
  return rows.map((row) => Object.values(row));
}

const TEXT_LENGTH_MAX = 80;

function shortText(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxArrayLength: 5 });
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX - 1)}…` : text;
}

async function faultOfTrial(
  solution: Solution,
  { describes, given, expected }: Trial,
  tolerance: number,
): Promise<Fault> {
  try {
    // Each call gets data of its own: a solution that sorts them in place must not spoil what comes next.
    const copies = given.map((value) => (Array.isArray(value) ? structuredClone(value) : value));
    const result = await valueOf(solution(...(copies as never[])));
    return isSame(result, expected, tolerance)
      ? undefined
      : `With ${describes} your function returns ${shortText(result)}.`;
  } catch (error) {
    return `With ${describes} your function throws: ${firstLine(error)}.`;
  }
}

/** Judges a function by calling it; the first trial that fails is reported. */
export async function faultOfSolution(task: Task, sandbox: Sandbox, answer: unknown): Promise<Fault> {
  if (typeof answer !== 'function') {
    return 'A function is asked for: give check its name, without () after it.';
  }
  for (const trial of await task.trials(sandbox)) {
    const fault = await faultOfTrial(answer as Solution, trial, task.tolerance ?? 0);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
