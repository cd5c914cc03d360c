import { checkAnswer } from '../../../notebooks/exercises/check.js';
import type { Answer } from '../../../notebooks/exercises/exercise.js';
import type { SolutionOf } from './exercises/solutions.js';

/**
 * Says whether an answer is right, with a hint when it is not. The right answer is computed from the data of this
 * sandbox; it stands nowhere. Without an answer the exercise is still open, which is no error.
 *
 * @param id The exercise: "03-2".
 * @param answer A number, a text or a list; for exercises that ask for code, your function.
 * @throws StreambookError UNKNOWN_EXERCISE; NO_SANDBOX before a sandbox is opened; NOT_YET before the cells that it is about have run.
 */
export const check = <Id extends string>(id: Id, answer?: Answer | SolutionOf<Id> | null): Promise<void> =>
  checkAnswer(id, answer);
