import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownIdentity } from '../../setup/process-identity.mjs';
import { EMBEDDED, hold, listHoldings } from '../../src/services/holdings.js';
import { ownFolder } from './support.js';

const topic = { kind: 'topic', kafka: EMBEDDED, name: 'events' } as const;

it('what a process has on the services is on record from when it is held until it is given back', async () => {
  const held = join(await ownFolder(), 'held');
  expect(await listHoldings(held)).toEqual([]);
  const forget = await hold(held, 'a test', topic);
  await hold(held, 'another', { kind: 'folder', path: '/there' });
  expect(await listHoldings(held)).toHaveLength(2);
  await forget();
  expect(await listHoldings(held)).toMatchObject([
    { owner: ownIdentity(), purpose: 'another', resource: { kind: 'folder', path: '/there' } },
  ]);
  await forget();
  expect(await listHoldings(held)).toHaveLength(1);
});

it('it names the process whose it is', async () => {
  const held = await ownFolder();
  const owner = { pid: 7, start: '1', host: 'there', boot: 'b', namespace: 'n' };
  await hold(held, 'a test', topic, owner);
  expect(await listHoldings(held)).toMatchObject([{ owner, resource: topic }]);
});

it('it is not mistaken for what else lies there', async () => {
  const held = await ownFolder();
  await hold(held, 'a test', topic);
  await writeFile(join(held, 'torn.json'), '{"version": 1, "owner"');
  await writeFile(join(held, 'other.json'), '{"version": 2}');
  await writeFile(join(held, 'notes.txt'), 'mine');
  expect((await listHoldings(held)).map(({ resource }) => resource)).toEqual([topic]);
});
