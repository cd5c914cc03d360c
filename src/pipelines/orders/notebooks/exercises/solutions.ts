import type { DataFrame as DanfoFrame } from 'danfojs-node';
import type { Experiment } from '../../config.js';
import type { PartitionPlace } from '../../../../kafka/topology.js';
import type { Question, TaskOf } from '../../../../notebooks/exercises/exercise.js';
import type { DataFrame } from '../../../../spark/index.js';
import type { OrdersSandbox } from '../sandbox.js';

/** What the function that an exercise asks for is called with. */
export type SolutionArguments = {
  '01-4': [places: readonly PartitionPlace[], broker: number];
  '02-4': [rows: readonly { readonly partition: number; readonly messages: number }[]];
  '03-4': [orders: DataFrame];
  '04-4': [latencies: readonly number[], percent: number];
  '05-4': [payload: string];
  '06-4': [orders: DanfoFrame];
  '07-4': [sent: number, received: readonly number[]];
  '08-4': [one: Experiment, other: Experiment];
};

/** An exercise of these notebooks: a question, or a function with what it is called with. */
export type OrdersExercise = Question<OrdersSandbox> | TaskOf<OrdersSandbox, SolutionArguments>;

/**
 * The function that an exercise asks for, so that cells know the types of its parameters. Types that a reader writes
 * may be narrower, as `number[]` is: those of a method's parameters are compared in both directions.
 */
export type SolutionOf<Id> = Id extends keyof SolutionArguments
  ? { call(...given: SolutionArguments[Id]): unknown }['call']
  : // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is wrong is the number, which check says
    (...given: any[]) => unknown;
