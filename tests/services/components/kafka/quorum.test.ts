import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Settings } from '../../../../src/config/settings.js';
import { quorumVoters } from '../../../../src/services/components/kafka/quorum.js';
import { startContext } from '../../support.js';

/** The file that a voter keeps of the last election, as KIP-595 has it. */
async function voted(
  { paths }: Settings,
  node: string,
  leaderId: number,
  leaderEpoch: number,
): Promise<void> {
  const folder = join(paths.services, node, 'data', '__cluster_metadata-0');
  await mkdir(folder, { recursive: true });
  const state = { leaderId, leaderEpoch, votedId: -1, appliedOffset: 0, currentVoters: [], data_version: 0 };
  await writeFile(join(folder, 'quorum-state'), JSON.stringify(state));
}

it('voters report whom they follow since which election; one that has never voted is left out', async () => {
  const { settings } = await startContext();
  expect(await quorumVoters(settings)).toEqual([]);
  await voted(settings, 'broker-2', 3, 7);
  await voted(settings, 'controller-3', 3, 7);
  expect(await quorumVoters(settings)).toEqual([
    { id: 2, name: 'broker-2', isBroker: true, leader: 3, epoch: 7 },
    { id: 3, name: 'controller-3', isBroker: false, leader: 3, epoch: 7 },
  ]);
});

it('a voter in an election knows no leader', async () => {
  const { settings } = await startContext();
  await voted(settings, 'broker-1', -1, 8);
  expect(await quorumVoters(settings)).toMatchObject([{ leader: null, epoch: 8 }]);
});

it('what are no settings are refused before a file is read', () =>
  expect(quorumVoters({} as Settings)).rejects.toThrow(
    /quorumVoters.*the settings, such as sandbox\.settings/,
  ));
