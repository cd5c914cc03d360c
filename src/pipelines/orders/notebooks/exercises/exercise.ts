import { largestOf } from '../../../../core/lists.js';
import { StreambookError } from '../../../../core/errors.js';
import type { Sandbox } from '../sandbox.js';
import type { RunData } from '../run-data.js';
import type { SolutionArguments, TaskId } from './solutions.js';

/** What a reader may answer. A list is compared without regard to its order, text without regard to case. */
export type Answer = number | string | readonly (number | string)[];

interface ExerciseBase {
  /** "03-2": the second one of notebook 03. */
  readonly id: string;
  /** Shown after a wrong answer: where to look, never what is there. */
  readonly hint: string;
  /** How far a number may be off, as a share of the right one; 0 by default. */
  readonly tolerance?: number;
}

/** A question at the end of a notebook. The answer is computed from the reader's own data when it is checked. */
export interface Question extends ExerciseBase {
  /** The right answer, or several that are each right. */
  readonly answers: (sandbox: Sandbox) => Promise<readonly Answer[]> | readonly Answer[];
}

/** One call of a reader's function. */
export interface Trial<Given extends readonly unknown[] = readonly unknown[]> {
  /** What the function is called with: "the partitions of your topic". */
  readonly describes: string;
  readonly given: Given;
  readonly expected: Answer | boolean | readonly (readonly unknown[])[];
}

interface TaskOf<Id extends TaskId> extends ExerciseBase {
  readonly id: Id;
  readonly trials: (
    sandbox: Sandbox,
  ) =>
    | Promise<readonly Trial<Readonly<SolutionArguments[Id]>>[]>
    | readonly Trial<Readonly<SolutionArguments[Id]>>[];
}

/** A function to be written. It is called with the reader's own data, and with data that a hasty solution gets wrong. */
export type Task = { [Id in TaskId]: TaskOf<Id> }[TaskId];

export type Exercise = Question | Task;

/** @throws StreambookError NOT_YET naming what has to run first. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new StreambookError('NOT_YET', `This cannot be checked yet: first run the cell that ${what}`);
}

export const sharedRun = ({ runs }: Sandbox): RunData => needed(runs.shared, 'calls sandboxRun');

/** The keys whose value is the largest. */
export function largest<K>(entries: Iterable<readonly [K, number]>): readonly K[] {
  const all = [...entries];
  const most = largestOf(all.map(([, value]) => value));
  return all.filter(([, value]) => value === most).map(([key]) => key);
}
