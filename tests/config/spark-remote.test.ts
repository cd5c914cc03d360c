import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { SparkRemote } from '../../src/config/spark-remote.js';
import { parseConnectionString } from '../../src/spark/index.js';

const URL = 'sc://spark.example:443/;use_ssl=true;token=s3cret%3D;x-api-key=k3y;user_id=me';
const remote = new SparkRemote(URL);
const SHOWN = 'sc://spark.example:443/;use_ssl=true;token=***;x-api-key=***;user_id=me';

it('shows all but what may be secret, however it is turned into text', () => {
  expect(remote.toString()).toBe(SHOWN);
  expect(String(remote)).toBe(SHOWN);
  expect(JSON.parse(JSON.stringify({ remote }))).toEqual({ remote: SHOWN });
  expect(inspect({ a: { b: { remote } } }, { depth: 9, showHidden: true })).not.toMatch(/s3cret|k3y/);
  expect(Object.values(remote)).toEqual([]);
});

it('is the whole for who connects', () => {
  expect(remote.reveal()).toBe(URL);
  expect(parseConnectionString(remote.reveal()).headers).toEqual({
    authorization: 'Bearer s3cret=',
    'x-api-key': 'k3y',
  });
});

it.each([
  ['sc://host', 'sc://host/'],
  ['sc://host/', 'sc://host/'],
  ['sc://host:1/;token=t', 'sc://host:1/;token=t'],
])('takes other parameters: %s', (url, start) => {
  const user = 'Jo;hn = me';
  const other = new SparkRemote(url).with({ user_id: 'x' }).with({ user_id: user });
  expect(other.reveal().startsWith(start)).toBe(true);
  expect(parseConnectionString(other.reveal()).userId).toBe(user);
});

it.each([
  'https://me:s3cret@host/path',
  'http://host/?token=s3cret&a=b',
  'sc://host/;TOKEN=s3cret',
  'sc://host/;s3cret',
  'host:15002;token=s3cret;token=s3cret',
])('hides what may be secret in what is no connection string: %s', (text) => {
  expect(String(new SparkRemote(text))).not.toContain('s3cret');
  let said = '';
  try {
    resolveSettings({ SPARK_REMOTE: text });
  } catch (error) {
    said = String(error);
  }
  expect(said).not.toContain('s3cret');
});
