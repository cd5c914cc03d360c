import { inspect, isDeepStrictEqual } from 'node:util';
import { firstLine } from '../../runtime/errors.js';
import { DataFrame } from '../../spark/index.js';
import type { Answer, Question, Solution, Task, Trial } from './exercise.js';
import type { Lesson } from '../lesson.js';

/** `undefined` when an answer is right, else what is wrong with it. */
type Fault = string | undefined;

const normal = (value: unknown) =>
  typeof value === 'string' ? value.trim().toLowerCase().replaceAll(' ', '_') : value;

const sorted = (list: readonly unknown[]) => list.map((item) => inspect(item, { depth: null })).toSorted();

function isSame(given: unknown, right: unknown, tolerance: number): boolean {
  if (typeof given === 'number' && typeof right === 'number') {
    return Math.abs(given - right) <= Math.abs(right) * tolerance;
  }
  if (Array.isArray(given) && Array.isArray(right)) {
    return isDeepStrictEqual(sorted(given.map(normal)), sorted(right.map(normal)));
  }
  return normal(given) === normal(right);
}

/** Judges a value, such as a number that was read off or computed. */
export async function faultOfAnswer(
  { answers, tolerance = 0 }: Question,
  lesson: Lesson,
  answer: Answer,
): Promise<Fault> {
  const right = await answers(lesson);
  return right.some((one) => isSame(answer, one, tolerance)) ? undefined : '';
}

/** A frame of Spark counts by its rows: their values in the order of the columns. */
async function valueOf(result: unknown): Promise<unknown> {
  const value = await result;
  if (!(value instanceof DataFrame)) return value;
  const rows = await value.collect();
  return rows.map((row) =>
    Object.values(row).map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)),
  );
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
    const result = await valueOf(solution(...copies));
    return isSame(result, expected, tolerance)
      ? undefined
      : `With ${describes} your function returns ${shortText(result)}.`;
  } catch (error) {
    return `With ${describes} your function throws: ${firstLine(error)}.`;
  }
}

/** Judges a function by calling it; the first trial that fails is reported. */
export async function faultOfSolution(
  { trials, tolerance = 0 }: Task,
  lesson: Lesson,
  answer: unknown,
): Promise<Fault> {
  if (typeof answer !== 'function') {
    return 'A function is asked for: give check its name, without () after it.';
  }
  for (const trial of await trials(lesson)) {
    const fault = await faultOfTrial(answer as Solution, trial, tolerance);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
