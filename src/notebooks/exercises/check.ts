import { z } from 'zod';
import { checkArguments } from '../../core/arguments.js';
import { StreambookError } from '../../core/errors.js';
import { drawingWork, newOutput } from '../display/kernel.js';
import { html } from '../../core/html.js';
import { currentSandbox } from '../open-sandbox.js';
import type { Sandbox } from '../sandbox.js';
import type { Answer, Exercise, Solution } from './exercise.js';
import { faultOfAnswer, faultOfSolution } from './judge.js';

export type Verdict = 'open' | 'right' | 'wrong';

const isAnswered = (answer: Answer | Solution | null | undefined): answer is Answer | Solution =>
  answer !== null && answer !== undefined && answer !== '' && !Number.isNaN(answer);

/** Finds an exercise. @throws StreambookError UNKNOWN_EXERCISE with those that there are. */
function exerciseOf(exercises: readonly Exercise[], id: string): Exercise {
  const exercise = exercises.find((candidate) => candidate.id === id);
  if (exercise !== undefined) return exercise;
  const ids = exercises.map((candidate) => candidate.id).sort();
  const known = ids.length === 0 ? 'are none' : `are ${ids.at(0)} to ${ids.at(-1)}`;
  throw new StreambookError('UNKNOWN_EXERCISE', `There is no exercise "${id}"; there ${known}`);
}

/** Judges an answer to one of the exercises against the sandbox's own data. */
export async function judge(
  exercises: readonly Exercise[],
  sandbox: Sandbox,
  id: string,
  answer: Answer | Solution | null | undefined,
): Promise<{ readonly verdict: Verdict; readonly text: string }> {
  const exercise = exerciseOf(exercises, id);
  if (!isAnswered(answer)) return { verdict: 'open', text: `${id} is open: put your answer in.` };
  const fault =
    'trials' in exercise
      ? await faultOfSolution(exercise, sandbox, answer)
      : await faultOfAnswer(exercise, sandbox, answer as Answer);
  if (fault === undefined) return { verdict: 'right', text: `${id} is right.` };
  const text = [`${id} is not right yet.`, fault, `Hint: ${exercise.hint}.`].filter((part) => part !== '');
  return { verdict: 'wrong', text: text.join(' ') };
}

const COLORS = { open: '#5c6773', right: '#1a7f4b', wrong: '#a8540f' } as const;

/**
 * Says whether an answer to an exercise of the open sandbox's course is right, with a hint when it is not. The right
 * answer is computed from the data of the sandbox; it stands nowhere. Without an answer the exercise is still open,
 * which is no error.
 *
 * @throws StreambookError UNKNOWN_EXERCISE; NO_SANDBOX before a sandbox is opened; NOT_YET before the cells that it is about have run.
 */
export function checkAnswer(id: string, answer: unknown): Promise<void> {
  const output = newOutput();
  return drawingWork(async () => {
    checkArguments('check', { id: z.string(), answer: z.unknown() }, id, answer);
    const open = currentSandbox();
    if (open === undefined) {
      throw new StreambookError(
        'NO_SANDBOX',
        'No sandbox is open: first run the cell that calls openSandbox',
      );
    }
    const given = answer as Answer | Solution | null | undefined;
    const { verdict, text } = await judge(open.exercises, open.sandbox, id, given);
    output.draw({
      'text/html': html`<div style="border-left:4px solid ${COLORS[verdict]};padding:2px 10px">${text}</div>`
        .markup,
      'text/plain': text,
    });
  });
}
