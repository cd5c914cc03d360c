import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { doctor } from '../../src/cli/doctor.js';
import { resolveSettings } from '../../src/config/settings.js';
import { startNameNode } from '../hdfs/name-node-server.js';
import { ownFolder, shellProgram } from '../services/support.js';

let java: string;
let browser: string;

/** What doctor says with these variables, on a machine that has Java and a browser. */
async function examined(env: NodeJS.ProcessEnv = {}, changes: { readonly java?: string } = {}) {
  const home = await ownFolder('doctor');
  java = await shellProgram(join(home, 'java'), `echo 'openjdk version "17.0.99" 2026-01-20' >&2`);
  browser = await shellProgram(join(home, 'chromium'));
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', env['PUPPETEER_EXECUTABLE_PATH'] ?? browser);
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void lines.push(text));
  onTestFinished(() => {
    log.mockRestore();
    vi.unstubAllEnvs();
  });
  const settings = { ...resolveSettings({ STREAMBOOK_HOME: home, ...env }), java, ...changes };
  return { isWell: await doctor(settings), lines };
}

describe('doctor', () => {
  it('says of all that is there which it is', async () => {
    const { isWell, lines } = await examined();
    expect(isWell).toBe(true);
    expect(lines).toEqual(
      expect.arrayContaining([
        'ok       Java for the services: 17.0.99',
        expect.stringMatching(/^ok {7}Kafka: \d+\.\d+\.\d+$/),
        expect.stringMatching(/^ok {7}Spark: \d+\.\d+\.\d+$/),
        expect.stringMatching(
          /^ok {7}HDFS: (\d+\.\d+\.\d+|not fetched; its first start .* downloads \d+ MB)/,
        ),
        `ok       browser for the PDF: ${browser} (PUPPETEER_EXECUTABLE_PATH)`,
      ]),
    );
    expect(lines.every((line) => line.startsWith('ok '))).toBe(true);
  });

  it('says of what is missing how it is got, and goes on', async () => {
    const { isWell, lines } = await examined(
      { PUPPETEER_EXECUTABLE_PATH: '/no/browser' },
      { java: '/no/java' },
    );
    expect(isWell).toBe(false);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^MISSING {2}Java for the services\n {9}fix: .*\/no\/java/),
        expect.stringMatching(
          /^MISSING {2}browser for the PDF\n {9}fix: PUPPETEER_EXECUTABLE_PATH is "\/no\/browser"/,
        ),
        expect.stringMatching(/^ok {7}Kafka: /),
      ]),
    );
  });

  it('asks a service of others whether it answers', async () => {
    await using server = await startNameNode();
    const { isWell, lines } = await examined({ HDFS_URL: server.address });
    expect(lines).toContain(`ok       external HDFS ${server.address}: answers`);
    expect(isWell).toBe(true);
    expect(server.files.size).toBe(0);
  });
});

describe('a port that another program has', () => {
  let port: number;
  beforeAll(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    return () => void server.close();
  });

  it('is a fault only when it was asked for', async () => {
    const { isWell, lines } = await examined({ STREAMBOOK_SPARK_PORT: String(port) });
    expect(lines).toContain(
      `MISSING  port ${port}: taken, but asked for\n         fix: name another in STREAMBOOK_SPARK_PORT`,
    );
    expect(isWell).toBe(false);
  });

  it('is looked at for the usual services, whether it is free or taken', async () => {
    const { lines } = await examined();
    const ports = lines.filter((line) => line.includes(' port '));
    expect(ports.length).toBeGreaterThan(0);
    for (const line of ports) expect(line).toMatch(/^ok {7}port \d+: (free|taken; another will be chosen)$/);
  });
});
