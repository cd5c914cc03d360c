import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ownIdentity } from '../../setup/process-identity.mjs';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { silentReporter } from '../../src/core/reporter.js';
import { EMBEDDED, hold, listHoldings, type Resource } from '../../src/services/holdings.js';
import { removeLeftovers } from '../../src/services/leftovers.js';

let home: string;
let settings: Settings;
let lines: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'leftovers-'));
  settings = resolveSettings({ STREAMBOOK_HOME: home });
  lines = [];
});

const remove = (
  services: Parameters<typeof removeLeftovers>[1] = {},
  signal?: AbortSignal,
  line = (text: string) => void lines.push(text),
) => removeLeftovers({ settings, reporter: { ...silentReporter, line }, signal }, services);

const kinds = async () =>
  (await listHoldings(settings.paths.held)).map(({ resource }) => resource.kind).sort();

/** A record such as a process leaves that was killed. @returns the id of that process */
async function leave(resource: Resource, purpose = 'a killed run'): Promise<number> {
  const pid = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  await hold(settings.paths.held, purpose, resource, { ...ownIdentity(), pid, start: '1' });
  return pid;
}

async function folder(name: string): Promise<Resource & { kind: 'folder' }> {
  const path = join(home, name);
  await mkdir(join(path, 'below'), { recursive: true });
  return { kind: 'folder', path };
}

describe('leftovers', () => {
  it('of a killed process are removed, those of a living one are not', async () => {
    const [left, mine] = [await folder('left'), await folder('mine')];
    await hold(settings.paths.held, 'a test', mine);
    await leave(left);
    await remove();
    expect([existsSync(left.path), existsSync(mine.path)]).toEqual([false, true]);
    expect(await kinds()).toEqual(['folder']);
    expect(lines).toEqual([]);
  });

  it('on services other than these are left alone', async () => {
    const ids = { sessionId: '6b2d7a3e-5a1f-4b57-8a38-9f1c0a4f7f10', userId: 'me' };
    await leave({ kind: 'session', spark: 'elsewhere:15002', ...ids });
    await leave({ kind: 'topic', kafka: EMBEDDED, name: 'events' });
    const address = new SparkRemote('sc://127.0.0.1:1');
    await remove({ spark: { address, isEmbedded: true, isNew: true } });
    expect(await kinds()).toEqual(['session', 'topic']);
  });

  it('of a Spark that has just started are no more than a record', async () => {
    const ids = { sessionId: '6b2d7a3e-5a1f-4b57-8a38-9f1c0a4f7f10', userId: 'me' };
    await leave({ kind: 'session', spark: EMBEDDED, ...ids });
    const address = new SparkRemote('sc://127.0.0.1:1');
    await remove({ spark: { address, isEmbedded: true, isNew: true } });
    expect(await kinds()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('that cannot be removed are told in a line, and left for the next start', async () => {
    const good = await folder('good');
    const pid = await leave({ kind: 'folder', path: 'no\0path' }, 'run 1');
    await leave(good, 'run 2');
    await remove();
    expect(existsSync(good.path)).toBe(false);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      `leftovers: cannot remove the folder of run 1, whose process ${pid} was killed: The argument 'path'`,
    );
    expect(await kinds()).toEqual(['folder']);
  });

  it('wait for the next start when the signal fires', async () => {
    const left = await folder('left');
    await leave(left);
    await expect(remove({}, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(existsSync(left.path)).toBe(true);
    expect(await kinds()).toEqual(['folder']);
  });
});
