import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import { killService } from '../../src/services/kill.js';

let settings: Settings;

beforeAll(async () => {
  settings = resolveSettings({ STREAMBOOK_HOME: await mkdtemp(join(tmpdir(), 'streambook-kill-')) });
});

it('a service that there is not is told with those that there are', () =>
  expect(killService(settings, 'broker-9')).rejects.toThrow(
    'There is no service "broker-9". Did you mean "broker-1"? There are broker-1, broker-2, controller-3, spark',
  ));

it('a service that does not run cannot be killed', () =>
  expect(killService(settings, 'broker-2')).rejects.toThrow('broker-2 is not running here'));
