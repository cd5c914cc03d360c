import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { stopInOrder } from '../../src/services/stop.js';

type Rules = Parameters<typeof stopInOrder>[1];

/** Stops processes that take so many milliseconds to end. @returns what happened, in order */
async function stopped(
  rules: Rules,
  durations: Readonly<Record<string, number>>,
): Promise<readonly string[]> {
  const events: string[] = [];
  const daemons = Object.keys(durations).map((name) => ({ name }));
  await stopInOrder(daemons, rules, async ({ name }) => {
    events.push(`stop ${name}`);
    await sleep(durations[name]);
    events.push(`${name} ended`);
  });
  return events;
}

describe('stopInOrder', () => {
  const chain = [
    { name: 'store' },
    { name: 'node', dependsOn: ['store'] },
    { name: 'sink', dependsOn: ['node'] },
  ];

  it('stops what others depend on after them', async () => {
    expect(await stopped(chain, { store: 0, node: 0, sink: 0 })).toEqual([
      'stop sink',
      'sink ended',
      'stop node',
      'node ended',
      'stop store',
      'store ended',
    ]);
  });

  it('waits for nobody who is not to be stopped', async () => {
    expect(await stopped(chain, { store: 0, sink: 0 })).toEqual(
      expect.arrayContaining(['stop store', 'stop sink']),
    );
    expect((await stopped(chain, { store: 0 }))[0]).toBe('stop store');
  });

  it('stops what must outlive only one of those that depend on it when the first has ended', async () => {
    const rules = [
      { name: 'voter', stopsAfter: 'one' as const },
      { name: 'quick', dependsOn: ['voter'] },
      { name: 'slow', dependsOn: ['voter'] },
    ];
    const events = await stopped(rules, { voter: 0, quick: 10, slow: 200 });
    expect(events.slice(0, 4)).toEqual(['stop quick', 'stop slow', 'quick ended', 'stop voter']);
    expect(events.at(-1)).toBe('slow ended');
  });
});
