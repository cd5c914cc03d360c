import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { DataFrame as DanfoFrame } from 'danfojs-node';
import { type PartitionPlace, partitionPlaces } from '../../src/kafka/topology.js';
import { judge } from '../../src/notebooks/exercises/check.js';
import type { Answer, Solution } from '../../src/notebooks/exercises/exercise.js';
import { killQuery } from '../../src/notebooks/fault-lab.js';
import { messagesByPartition } from '../../src/notebooks/messages.js';
import { closeSandbox } from '../../src/notebooks/open-sandbox.js';
import type { Sandbox } from '../../src/notebooks/sandbox.js';
import { sandboxRun } from '../../src/notebooks/sandbox-run.js';
import { catchUp } from '../../src/notebooks/watch.js';
import { course } from '../../src/pipelines/orders/notebooks/course.js';
import { openSandbox } from '../../src/pipelines/orders/notebooks/open-sandbox.js';
import { startOrdersQuery } from '../../src/pipelines/orders/notebooks/orders-query.js';
import type { OrdersSandbox } from '../../src/pipelines/orders/notebooks/sandbox.js';
import { sendOrders } from '../../src/pipelines/orders/notebooks/send-orders.js';
import type { DataFrame } from '../../src/spark/index.js';
import { ordersFolder } from '../../src/pipelines/orders/run-files.js';

interface Solutions {
  readonly right: unknown;
  /** What one writes first, and what the trials find out. */
  readonly hasty: unknown;
}

/* Each as a reader would write it in a cell, with what the notebook has at hand. */
const SOLUTIONS: Readonly<Record<string, Solutions>> = {
  '01-4': {
    right: (places: readonly PartitionPlace[], broker: number) =>
      places.filter(({ in_sync }) => in_sync.length === 1 && in_sync[0] === broker).length,
    hasty: (places: readonly PartitionPlace[], broker: number) =>
      places.filter(({ leader }) => leader === broker).length,
  },
  '02-4': {
    right: (rows: readonly { messages: number }[]) =>
      (Math.max(...rows.map(({ messages }) => messages)) * rows.length) /
      rows.reduce((sum, { messages }) => sum + messages, 0),
    hasty: (rows: readonly { messages: number }[]) =>
      Math.max(...rows.map(({ messages }) => messages)) / Math.min(...rows.map(({ messages }) => messages)),
  },
  '03-4': {
    right: (orders: DataFrame) => orders.filter("validity = 'valid'").groupBy('item').count(),
    hasty: (orders: DataFrame) => orders.groupBy('item').count(),
  },
  '04-4': {
    right: (values: readonly number[], p: number) =>
      values.toSorted((a, b) => a - b)[Math.ceil((values.length * p) / 100) - 1],
    hasty: (values: readonly number[], p: number) =>
      // As texts: 1000 comes before 25.
      values.map(String).toSorted().map(Number)[Math.ceil((values.length * p) / 100) - 1],
  },
  '05-4': {
    right(payload: string) {
      try {
        const order = JSON.parse(payload) as { unit_price?: number | null } | null | unknown[];
        return order !== null && !Array.isArray(order) && (order.unit_price ?? null) === null;
      } catch {
        return false;
      }
    },
    hasty: (payload: string) => !payload.includes('unit_price'),
  },
  '06-4': {
    right(orders: DanfoFrame) {
      const byHour = orders.groupby(['hour_of_day']).col(['amount_cents']).sum();
      return byHour.sortValues('amount_cents_sum', { ascending: false }).column('hour_of_day').values[0];
    },
    hasty: (orders: DanfoFrame) => Math.max(...(orders.column('hour_of_day').values as number[])),
  },
  '07-4': {
    right: (sent: number, received: readonly number[]) =>
      Array.from({ length: sent }, (_, sequence) => sequence).filter(
        (sequence) => !received.includes(sequence),
      ),
    hasty: (sent: number, received: readonly number[]) => sent - received.length,
  },
  '08-4': {
    right: (one: Record<string, unknown>, other: Record<string, unknown>) =>
      Object.keys(one).filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key])),
    hasty: (one: Record<string, unknown>, other: Record<string, unknown>) =>
      Object.keys(one).filter((key) => one[key] !== other[key]),
  },
};

const { exercises } = course;
let sandbox: OrdersSandbox;

const judged = (id: string, answer: Answer | Solution | undefined, of: Sandbox = sandbox) =>
  judge(exercises, of, id, answer);

beforeAll(async () => {
  vi.stubEnv('STREAMBOOK_HOME', inject('home'));
  sandbox = await openSandbox('03', { rate: 50, duration: 4 });
  await sendOrders(sandbox, { valid: 200, invalid: 40 });
  const query = await startOrdersQuery(sandbox);
  await catchUp(sandbox, query);
  await killQuery(sandbox, query);
  sandbox.state.set('partitionsMoved', 3);
  sandbox.runs.own = await sandboxRun(sandbox);
});

afterAll(async () => {
  await closeSandbox(sandbox);
  vi.unstubAllEnvs();
});

describe('every question', () => {
  const questions = exercises.filter((exercise) => 'answers' in exercise);

  it.each(questions.map(({ id }) => id))(
    '%s knows its right answer, and a wrong one gets a hint',
    async (id) => {
      const question = questions.find((candidate) => candidate.id === id);
      const [right] = (await question?.answers(sandbox)) ?? [];
      expect(right).toBeDefined();
      expect((await judged(id, right)).verdict).toBe('right');
      const wrong = await judged(id, typeof right === 'number' ? right + 1000 : 'nothing of the kind');
      expect(wrong).toEqual({ verdict: 'wrong', text: expect.stringContaining('Hint: ') as string });
      expect((await judged(id, undefined)).verdict).toBe('open');
    },
  );
});

describe('every task', () => {
  it('has a solution here, and in no other place', () => {
    const tasks = exercises.filter((exercise) => 'trials' in exercise).map(({ id }) => id);
    expect(Object.keys(SOLUTIONS)).toEqual(tasks);
  });

  it.each(Object.entries(SOLUTIONS))(
    '%s: the solution is right, a hasty one gets a hint',
    async (id, given) => {
      const { right, hasty } = given;
      expect(await judged(id, right as Solution)).toEqual({
        verdict: 'right',
        text: `${id} is right.`,
      });
      const wrong = await judged(id, hasty as Solution);
      expect(wrong.text).toMatch(/is not right yet\. With .+ your function (returns|throws).+ Hint: .+\.$/);
      expect(wrong.verdict).toBe('wrong');
      expect((await judged(id, 7)).text).toContain('A function is asked for');
      expect((await judged(id, undefined)).verdict).toBe('open');
    },
  );
});

describe('answers that a reader finds by other means are right', () => {
  const isRight = async (id: string, answer: number | string | readonly number[]) =>
    expect({ id, answer, ...(await judged(id, answer)) }).toMatchObject({ id, verdict: 'right' });

  it('of the cluster and of what was sent', async () => {
    const places = await partitionPlaces(sandbox.kafka, sandbox.topic);
    await isRight('01-1', places.filter(({ leader }) => leader === 1).length);
    await isRight('01-2', 1);
    await isRight('01-3', places[0]?.leader === 1 ? 2 : 1);
    await isRight('03-1', 40);
    await isRight('07-2', 240);
  });

  it('of the run, by Spark', async () => {
    const { paths } = await sandboxRun(sandbox);
    const orders = sandbox.spark.read.json(ordersFolder(paths));
    await isRight('05-1', await orders.filter('size(reasons) > 1').count());
    await orders.createOrReplaceTempView('orders');
    const best = await sandbox.spark.sql(
      'SELECT item FROM orders WHERE item IS NOT NULL GROUP BY item ORDER BY sum(total_amount) DESC LIMIT 1',
    );
    const [row] = await best.collect<{ item: string }>();
    await isRight('06-1', row?.item.toUpperCase() ?? '');
  });
});

it('an exercise or a cell that is not there is told', async () => {
  await expect(judged('09-1', 1)).rejects.toThrow('There is no exercise "09-1"; there are 01-1 to 08-4');
  const nowhere = { ...sandbox, topic: 'orders-of-nobody' };
  for (const call of [startOrdersQuery, messagesByPartition]) {
    await expect(call(nowhere)).rejects.toThrow(
      new RegExp(`There is no topic "orders-of-nobody"\\. .*There are .*${sandbox.topic}`),
    );
  }
  const fresh: OrdersSandbox = { ...sandbox, runs: {} };
  await expect(judged('05-1', 1, fresh)).rejects.toThrow('first run the cell that calls sandboxRun');
});
