import { z } from 'zod';
import { drawingWork, newOutput } from '../../../../notebooks/display/kernel.js';
import { html } from '../../../../core/html.js';
import { checkArguments } from '../../../../core/arguments.js';
import { StreambookError } from '../../../../core/errors.js';
import { currentSandbox, type Sandbox } from '../sandbox.js';
import { BUSINESS_EXERCISES } from './business.js';
import { CLUSTER_EXERCISES } from './cluster.js';
import type { Answer, Exercise } from './exercise.js';
import { FAULT_EXERCISES } from './faults.js';
import { faultOfAnswer, faultOfSolution } from './judge.js';
import { LATENCY_EXERCISES } from './latency.js';
import { OWN_EXPERIMENT_EXERCISES } from './own-experiment.js';
import { PRODUCER_EXERCISES } from './producers.js';
import { QUALITY_EXERCISES } from './quality.js';
import type { Solution, SolutionOf } from './solutions.js';
import { STREAMING_EXERCISES } from './streaming.js';

export const EXERCISES: readonly Exercise[] = [
  ...CLUSTER_EXERCISES,
  ...PRODUCER_EXERCISES,
  ...STREAMING_EXERCISES,
  ...LATENCY_EXERCISES,
  ...QUALITY_EXERCISES,
  ...BUSINESS_EXERCISES,
  ...FAULT_EXERCISES,
  ...OWN_EXPERIMENT_EXERCISES,
];

export type Verdict = 'open' | 'right' | 'wrong';

const isAnswered = (answer: Answer | Solution | null | undefined): answer is Answer | Solution =>
  answer !== null && answer !== undefined && answer !== '' && !Number.isNaN(answer);

/** Finds an exercise. @throws StreambookError UNKNOWN_EXERCISE with those that there are. */
function exerciseOf(id: string): Exercise {
  const exercise = EXERCISES.find((candidate) => candidate.id === id);
  if (exercise !== undefined) return exercise;
  const ids = EXERCISES.map((candidate) => candidate.id).sort();
  const known = `${ids.at(0)} to ${ids.at(-1)}, four for each notebook`;
  throw new StreambookError('UNKNOWN_EXERCISE', `There is no exercise "${id}"; there are ${known}`);
}

/** Judges an answer against the sandbox's own data. */
export async function judge(
  sandbox: Sandbox,
  id: string,
  answer: Answer | Solution | null | undefined,
): Promise<{ readonly verdict: Verdict; readonly text: string }> {
  const exercise = exerciseOf(id);
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
 * Says whether an answer is right, with a hint when it is not. The right answer is computed from the data of this
 * sandbox; it stands nowhere. Without an answer the exercise is still open, which is no error.
 *
 * @param id The exercise: "03-2".
 * @param answer A number, a text or a list; for exercises that ask for code, your function.
 * @throws StreambookError UNKNOWN_EXERCISE; NO_SANDBOX before a sandbox is opened; NOT_YET before the cells that it is about have run.
 */
export function check<Id extends string>(id: Id, answer?: Answer | SolutionOf<Id> | null): Promise<void> {
  const output = newOutput();
  return drawingWork(async () => {
    checkArguments('check', { id: z.string(), answer: z.unknown() }, id, answer);
    const sandbox = currentSandbox();
    if (sandbox === undefined) {
      throw new StreambookError(
        'NO_SANDBOX',
        'No sandbox is open: first run the cell that calls openSandbox',
      );
    }
    const { verdict, text } = await judge(sandbox, id, answer as Answer | Solution | null | undefined);
    output.draw({
      'text/html': html`<div style="border-left:4px solid ${COLORS[verdict]};padding:2px 10px">${text}</div>`
        .markup,
      'text/plain': text,
    });
  });
}
