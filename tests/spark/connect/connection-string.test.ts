import { describe, expect, test } from 'vitest';
import { StreambookError } from '../../../src/core/errors.js';
import { parseConnectionString } from '../../../src/spark/connect/connection-string.js';

const env = {};
const parse = (url: string) => parseConnectionString(url, { env });

describe('address', () => {
  test.each([
    ['sc://host', 'host', 15002],
    ['sc://host/', 'host', 15002],
    ['sc://host/;', 'host', 15002],
    ['sc://host:443', 'host', 443],
    ['sc://10.0.0.1:1', '10.0.0.1', 1],
    ['sc://[::1]:65535/', '[::1]', 65535],
  ])('%s', (url, host, port) => {
    expect(parse(url)).toMatchObject({ host, port, secure: false, headers: {} });
  });

  test.each([
    ['http://host', 'sc://'],
    ['scc://host:12', 'sc://'],
    ['SC://host', 'sc://'],
    ['sc:/host:1', 'sc://'],
    ['', 'sc://'],
    ['sc://', 'host'],
    ['sc://:15002', 'host'],
    ['sc://a:b:c', 'host'],
    ['sc://host:port', 'host'],
    ['sc://::1', 'brackets'],
    ['sc://user@host', 'host'],
    ['sc://host:0', 'port'],
    ['sc://host:65536', 'port'],
    ['sc://host/path', 'path'],
    ['sc://host;use_ssl=true', 'host'],
    ['sc://host/;parm1;param2', 'parameter 1'],
    ['sc://host/;a=1;', 'parameter 2'],
    ['sc://host/;=1', 'parameter 1'],
    ['sc://host/;a=%zz', 'percent-encoded'],
    ['sc://host/;bad header=1', 'header'],
    ['sc://host/;x-bin=1', 'header'],
    ['sc://host/;x=a%0Ab', 'header'],
    ['sc://host/;grpc_max_message_size=1MB', 'bytes'],
  ])('%s is refused', (url, reason) => {
    const error = thrownBy(() => parse(url));
    expect(error).toBeInstanceOf(StreambookError);
    expect(error).toMatchObject({ code: 'SPARK_CONNECTION_STRING_INVALID' });
    expect(error.message).toContain(reason);
  });
});

describe('parameters', () => {
  test('reserved ones are no headers', () => {
    const config = parse(
      'sc://host/;user_id=a;token=b;x-other-header=c;use_ssl=true;grpc_max_message_size=1000',
    );
    expect(config).toMatchObject({ userId: 'a', secure: true, maxMessageBytes: 1000 });
    expect(config.headers).toEqual({ 'x-other-header': 'c', authorization: 'Bearer b' });
  });

  test('values are percent-decoded and may hold =', () => {
    expect(parse('sc://host/;param1=120%2021').headers).toEqual({ param1: '120 21' });
    expect(parse('sc://host/;token=abcd==').headers).toEqual({ authorization: 'Bearer abcd==' });
  });

  test('keys are case sensitive: another case is a header', () => {
    const config = parse('sc://host/;Use_SSL=true');
    expect(config.secure).toBe(false);
    expect(config.headers).toEqual({ use_ssl: 'true' });
  });

  test('session ids are UUIDs, by default new ones', () => {
    const id = '00112233-4455-6677-8899-aabbccddeeff';
    expect(parse(`sc://host/;session_id=${id}`).sessionId).toBe(id);
    expect(() => parse('sc://host/;session_id=abcd')).toThrow('UUID');
    const [one, two] = [parse('sc://host').sessionId, parse('sc://host').sessionId];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one).not.toBe(two);
  });

  test('the user comes from the string, the caller, SPARK_USER, USER, in this order', () => {
    const names = { SPARK_USER: 'c', USER: 'd' };
    expect(parseConnectionString('sc://h/;user_id=a', { userId: 'b', env: names }).userId).toBe('a');
    expect(parseConnectionString('sc://h', { userId: 'b', env: names }).userId).toBe('b');
    expect(parseConnectionString('sc://h', { env: names }).userId).toBe('c');
    expect(parseConnectionString('sc://h', { env: { USER: 'd' } }).userId).toBe('d');
  });

  test('the user agent leads the client type', () => {
    expect(parse('sc://host/;user_agent=bar').clientType).toMatch(/^bar spark\/\S+ os\/\S+ node\/\S+$/);
    expect(parse('sc://host/;user_agent=a%20b').clientType).toMatch(/^a b spark/);
    expect(parseConnectionString('sc://h', { env: { SPARK_CONNECT_USER_AGENT: 'e' } }).clientType).toMatch(
      /^e spark/,
    );
    expect(parse(`sc://host/;user_agent=${'a'.repeat(2048)}`).clientType).toHaveLength(
      parse('sc://host/;user_agent=a').clientType.length + 2047,
    );
    expect(() => parse(`sc://host/;user_agent=${'a'.repeat(2049)}`)).toThrow('2048');
    expect(() => parse(`sc://host/;user_agent=${'%C3%A4'.repeat(342)}`)).toThrow('2052');
  });
});

describe('security', () => {
  test.each([
    ['sc://host:443/;use_ssl=TRUE', true],
    ['sc://host/;use_ssl=true', true],
    ['sc://host/;use_ssl=yes', false],
    ['sc://host/;use_ssl=', false],
    ['sc://host/;token=t', true],
    ['sc://localhost/;token=t', false],
    ['sc://localhost/;token=t;use_ssl=true', true],
  ])('%s: TLS %s', (url, secure) => {
    expect(parse(url).secure).toBe(secure);
  });

  test('a token goes over plain text to no other host', () => {
    expect(() => parse('sc://host/;token=t;use_ssl=false')).toThrow('plain text');
  });

  test('a token from the environment counts as one in the string', () => {
    const withToken = { env: { SPARK_CONNECT_AUTHENTICATE_TOKEN: 'secret' } };
    expect(parseConnectionString('sc://host', withToken)).toMatchObject({
      secure: true,
      headers: { authorization: 'Bearer secret' },
    });
    expect(parseConnectionString('sc://host/;token=own', withToken).headers).toEqual({
      authorization: 'Bearer own',
    });
  });

  test.each([
    'sc://host/path;token=secret',
    'sc://host/;token=secret;x',
    'sc://host/;token=secret%0A',
    'http://x/;token=secret',
  ])('no error tells the token: %s', (url) => {
    expect(thrownBy(() => parse(url)).message).not.toContain('secret');
  });
});

function thrownBy(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
