import { newOutput } from '../../display/kernel.js';
import { escapeMarkup } from '../../display/markup.js';
import { StreambookError } from '../../runtime/errors.js';
import { currentLesson, type Lesson } from '../lesson.js';
import { BUSINESS_EXERCISES } from './business.js';
import { CLUSTER_EXERCISES } from './cluster.js';
import type { Answer, Exercise } from './exercise.js';
import { FAULT_EXERCISES } from './faults.js';
import { LATENCY_EXERCISES } from './latency.js';
import { OWN_EXPERIMENT_EXERCISES } from './own-experiment.js';
import { PRODUCER_EXERCISES } from './producers.js';
import { QUALITY_EXERCISES } from './quality.js';
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

const normal = (value: number | string) =>
  typeof value === 'number' ? value : value.trim().toLowerCase().replaceAll(' ', '_');

function isSame(given: Answer, right: Answer, tolerance: number): boolean {
  if (typeof given === 'number' && typeof right === 'number') {
    return Math.abs(given - right) <= Math.abs(right) * tolerance;
  }
  if (typeof given === 'object' && typeof right === 'object') {
    const [one, other] = [given, right].map((list) => list.map(normal).toSorted());
    return JSON.stringify(one) === JSON.stringify(other);
  }
  if (typeof given === 'object' || typeof right === 'object') return false;
  return normal(given) === normal(right);
}

const isAnswered = (answer: Answer | null | undefined): answer is Answer =>
  answer !== null && answer !== undefined && answer !== '' && !Number.isNaN(answer);

/** Finds an exercise. @throws StreambookError UNKNOWN_EXERCISE with those that there are. */
function exerciseOf(id: string): Exercise {
  const exercise = EXERCISES.find((candidate) => candidate.id === id);
  if (exercise !== undefined) return exercise;
  const known = `${EXERCISES.at(0)?.id} to ${EXERCISES.at(-1)?.id}, three for each notebook`;
  throw new StreambookError('UNKNOWN_EXERCISE', `There is no exercise "${id}"; there are ${known}`);
}

/** Judges an answer against the lesson's own data. */
export async function judge(
  lesson: Lesson,
  id: string,
  answer: Answer | null | undefined,
): Promise<{ readonly verdict: Verdict; readonly text: string }> {
  const { hint, answers, tolerance = 0 } = exerciseOf(id);
  if (!isAnswered(answer)) return { verdict: 'open', text: `${id} is open: put your answer in.` };
  const right = await answers(lesson);
  if (right.some((one) => isSame(answer, one, tolerance)))
    return { verdict: 'right', text: `${id} is right.` };
  return { verdict: 'wrong', text: `${id} is not right yet. Hint: ${hint}.` };
}

const COLORS = { open: '#5c6773', right: '#1a7f4b', wrong: '#a8540f' } as const;

/**
 * Says whether an answer is right, with a hint when it is not. The right answer is worked out from the data of this
 * lesson; it stands nowhere. Without an answer the exercise is still open, which is no error.
 *
 * @param id The exercise: "03-2".
 * @throws StreambookError UNKNOWN_EXERCISE; NO_LESSON before a lesson is opened; NOT_YET before the cells that it is about have run.
 */
export async function check(id: string, answer?: Answer | null): Promise<void> {
  const lesson = currentLesson();
  if (lesson === undefined) {
    throw new StreambookError('NO_LESSON', 'No lesson is open: first run the cell that calls openLesson');
  }
  const { verdict, text } = await judge(lesson, id, answer);
  newOutput().draw({
    'text/html': `<div style="border-left:4px solid ${COLORS[verdict]};padding:2px 10px">${escapeMarkup(text)}</div>`,
    'text/plain': text,
  });
}
