import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { partitionPlaces } from '../../src/kafka/topology.js';
import { EXERCISES, judge } from '../../src/lessons/exercises/check.js';
import { closeLesson, type Lesson, openLesson } from '../../src/lessons/lesson.js';
import { killQuery } from '../../src/lessons/drill.js';
import { sendOrders } from '../../src/lessons/orders.js';
import { startLessonQuery } from '../../src/lessons/queries.js';
import { lessonRun } from '../../src/lessons/run.js';
import { catchUp } from '../../src/lessons/watch.js';

let lesson: Lesson;

beforeAll(async () => {
  vi.stubEnv('STREAMBOOK_HOME', inject('home'));
  lesson = await openLesson('03', { rate: 50, duration: 4 });
  await sendOrders(lesson, { valid: 200, invalid: 40 });
  const query = await startLessonQuery(lesson);
  await catchUp(lesson, query);
  await killQuery(lesson, query);
  lesson.facts.set('partitionsMoved', 3);
  lesson.runs.own = await lessonRun(lesson);
});

afterAll(async () => {
  await closeLesson(lesson);
  vi.unstubAllEnvs();
});

describe('every exercise', () => {
  it.each(EXERCISES.map(({ id }) => id))(
    '%s knows its right answer, and a wrong one gets a hint',
    async (id) => {
      const exercise = EXERCISES.find((candidate) => candidate.id === id);
      const [right] = (await exercise?.answers(lesson)) ?? [];
      expect(right).toBeDefined();
      expect((await judge(lesson, id, right)).verdict).toBe('right');
      const wrong = await judge(lesson, id, typeof right === 'number' ? right + 1000 : 'nothing of the kind');
      expect(wrong).toEqual({ verdict: 'wrong', text: expect.stringContaining('Hint: ') as string });
      expect((await judge(lesson, id, undefined)).verdict).toBe('open');
    },
  );
});

describe('answers that a reader finds by other means are right', () => {
  const isRight = async (id: string, answer: number | string | readonly number[]) =>
    expect({ id, answer, ...(await judge(lesson, id, answer)) }).toMatchObject({ id, verdict: 'right' });

  it('of the cluster and of what was sent', async () => {
    const places = await partitionPlaces(lesson.kafka, lesson.topic);
    await isRight('01-1', places.filter(({ leader }) => leader === 1).length);
    await isRight('01-2', 1);
    await isRight('01-3', places[0]?.leader === 1 ? 2 : 1);
    await isRight('03-1', 40);
    await isRight('07-2', 240);
  });

  it('of the run, by Spark', async () => {
    const { paths } = await lessonRun(lesson);
    const orders = lesson.spark.read.json(paths.orders);
    await isRight('05-1', await orders.filter('size(reasons) > 1').count());
    await orders.createOrReplaceTempView('orders');
    const best = await lesson.spark.sql(
      'SELECT item FROM orders WHERE item IS NOT NULL GROUP BY item ORDER BY sum(total_amount) DESC LIMIT 1',
    );
    const [row] = await best.collect<{ item: string }>();
    await isRight('06-1', row?.item.toUpperCase() ?? '');
  });
});

it('an exercise or a cell that is not there is told', async () => {
  await expect(judge(lesson, '09-1', 1)).rejects.toThrow(
    'There is no exercise "09-1"; there are 01-1 to 08-3',
  );
  const fresh: Lesson = { ...lesson, runs: {} };
  await expect(judge(fresh, '05-1', 1)).rejects.toThrow('first run the cell that calls lessonRun');
});
