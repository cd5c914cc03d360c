import type { BaseExperiment } from '../../config/experiment.js';
import { largestOf } from '../../core/lists.js';
import { StreambookError } from '../../core/errors.js';
import type { RunData } from '../run-data.js';
import type { Sandbox } from '../sandbox.js';

/** What a reader may answer. A list is compared without regard to its order, text without regard to case. */
export type Answer = number | string | readonly (number | string)[];

/** A function that a reader has written. */
export type Solution = (...given: never[]) => unknown;

interface ExerciseBase<Id extends string> {
  /** "03-2": the second one of notebook 03. */
  readonly id: Id;
  /** Shown after a wrong answer: where to look, never what is there. */
  readonly hint: string;
  /** How far a number may be off, as a share of the right one; 0 by default. */
  readonly tolerance?: number;
}

/** A question at the end of a notebook. The answer is computed from the reader's own data when it is checked. */
export interface Question<S extends Sandbox = Sandbox> extends ExerciseBase<string> {
  /** The right answer, or several that are each right. */
  answers(sandbox: S): Promise<readonly Answer[]> | readonly Answer[];
}

/** One call of a reader's function. */
export interface Trial<Given extends readonly unknown[] = readonly unknown[]> {
  /** What the function is called with: "the partitions of your topic". */
  readonly describes: string;
  readonly given: Given;
  readonly expected: Answer | boolean | readonly (readonly unknown[])[];
}

/** A function to be written. It is called with the reader's own data, and with data that a hasty solution gets wrong. */
export interface Task<
  S extends Sandbox = Sandbox,
  Id extends string = string,
  Given extends readonly unknown[] = readonly unknown[],
> extends ExerciseBase<Id> {
  trials(sandbox: S): Promise<readonly Trial<Given>[]> | readonly Trial<Given>[];
}

/** The tasks of a pipeline, whose functions take what it says by their ids. */
export type TaskOf<S extends Sandbox, Arguments extends Readonly<Record<string, readonly unknown[]>>> = {
  [Id in keyof Arguments & string]: Task<S, Id, Readonly<Arguments[Id]>>;
}[keyof Arguments & string];

export type Exercise = Question | Task;

/** @throws StreambookError NOT_YET naming what has to run first. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new StreambookError('NOT_YET', `This cannot be checked yet: first run the cell that ${what}`);
}

/** The run that the notebook works on. @throws StreambookError NOT_YET before a cell has asked for it. */
export const sharedRun = <C extends BaseExperiment, R>({ runs }: Sandbox<C, R>): RunData<C, R> =>
  needed(runs.shared, 'calls sandboxRun');

/** The keys whose value is the largest. */
export function largest<K>(entries: Iterable<readonly [K, number]>): readonly K[] {
  const all = [...entries];
  const most = largestOf(all.map(([, value]) => value));
  return all.filter(([, value]) => value === most).map(([key]) => key);
}
