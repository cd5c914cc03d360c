import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../../../config/settings.js';
import { checkArguments, objectWith } from '../../../core/arguments.js';
import { readTextIfThere } from '../../../core/files.js';
import { KAFKA_NODES } from './node.js';
import { dataFolder } from './storage.js';

/** What one voter of the KRaft quorum has written down of the last election. */
export interface Voter {
  readonly id: number;
  readonly name: string;
  /** Also keeps messages; a voter that does not is a controller alone. */
  readonly isBroker: boolean;
  /** The voter that leads the quorum; null when it has not learnt of one. */
  readonly leader: number | null;
  /** Number of elections so far. */
  readonly epoch: number;
}

const SETTINGS = objectWith('the settings, such as sandbox.settings', 'paths');
const quorumStateSchema = z.object({ leaderId: z.int(), leaderEpoch: z.int() });

/** The voters of the embedded cluster, from the file that each keeps of the quorum; a voter without one is left out. */
export async function quorumVoters(settings: Settings): Promise<readonly Voter[]> {
  checkArguments('quorumVoters', { settings: SETTINGS }, settings);
  const voters = await Promise.all(
    KAFKA_NODES.map(async (node): Promise<readonly Voter[]> => {
      const folder = join(dataFolder(settings.paths.services, node), '__cluster_metadata-0');
      const text = await readTextIfThere(join(folder, 'quorum-state'));
      if (text === undefined) return [];
      const { leaderId, leaderEpoch } = quorumStateSchema.parse(JSON.parse(text));
      const leader = leaderId < 0 ? null : leaderId;
      return [{ id: node.id, name: node.name, isBroker: node.id < 3, leader, epoch: leaderEpoch }];
    }),
  );
  return voters.flat();
}
