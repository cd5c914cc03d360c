import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MysqlUrl } from '../../../../src/config/mysql-url.js';
import { mysql } from '../../../../src/services/components/mysql/mysql.js';
import { shellProgram, startContext } from '../../support.js';

/**
 * A server that refuses whoever connects, with an error packet in the place of its greeting:
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_err_packet.html
 */
async function startRefusing(code: number, message: string) {
  const text = Buffer.from(message);
  const payload = Buffer.concat([Buffer.of(0xff, code & 0xff, code >> 8), text]);
  const header = Buffer.of(payload.length & 0xff, payload.length >> 8, 0, 0);
  const server = createServer((socket) => {
    socket.on('error', () => undefined).end(Buffer.concat([header, payload]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new MysqlUrl({ host: '127.0.0.1', port, user: 'ada', password: 'secret', database: 'db' }),
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

const signal = new AbortController().signal;
const external = { signal, servicesFolder: undefined };

describe('a server that refuses', () => {
  it.each([
    [1045, "Access denied for user 'ada'@'127.0.0.1'"],
    [1049, "Unknown database 'db'"],
  ])('our user for good is said to, without the password: %i', async (code, message) => {
    await using server = await startRefusing(code, message);
    const refusal = mysql.isReady(server.url, external);
    await expect(refusal).rejects.toMatchObject({
      code: 'MYSQL_REFUSED',
      retryable: false,
      message: `The MySQL server at ${server.url.server} refuses: ${message}; correct MYSQL_URL`,
    });
    await expect(refusal).rejects.not.toThrow(/secret/);
  });

  it('for now may be asked again', async () => {
    await using server = await startRefusing(1040, 'Too many connections');
    await expect(mysql.isReady(server.url, external)).rejects.toMatchObject({ code: 'ER_CON_COUNT_ERROR' });
  });

  it('may be another one that has taken the port of ours, which is about to end', async () => {
    await using server = await startRefusing(1045, 'Access denied');
    await expect(mysql.isReady(server.url, { signal, servicesFolder: '/s' })).rejects.toMatchObject({
      code: 'ER_ACCESS_DENIED_ERROR',
    });
  });
});

it('the address has the password of the file', async () => {
  const { services } = (await startContext()).settings.paths;
  await mkdir(join(services, 'mysql'), { recursive: true });
  await writeFile(join(services, 'mysql', 'password'), 'pass\n');
  const url = await mysql.address({ mysql: 3307 }, services);
  expect(url.reveal()).toEqual({
    host: '127.0.0.1',
    port: 3307,
    user: 'streambook',
    password: 'pass',
    database: 'streambook',
  });
  expect(mysql.hosts(url)).toEqual([{ host: '127.0.0.1', port: 3307 }]);
});

it('the version is what the server says of itself', async () => {
  const { setup } = (await startContext()).settings.paths;
  const bin = join(setup, 'mariadb', 'bin');
  await mkdir(bin, { recursive: true });
  await shellProgram(
    join(bin, 'mariadbd'),
    'echo "$0  Ver 11.4.5-MariaDB for Linux on x86_64 (MariaDB Server)"',
  );
  expect(await mysql.version(setup)).toBe('11.4.5');
});
