import { describe, expect, it } from 'vitest';
import type { Component } from '../../src/services/component.js';
import { ALL_COMPONENTS } from '../../src/services/components/index.js';
import { fetchMissing, type SetUp } from '../../src/services/fetch.js';
import { startContext } from './support.js';

/** Fetches into memory, where what is named is already. */
function setUpWith(...there: readonly string[]) {
  const fetched: string[] = [];
  const setUp: SetUp = {
    hasComponent: (name) => Promise.resolve(there.includes(name)),
    setUpComponent(name, onLine) {
      fetched.push(name);
      onLine(`set-up: ${name}`);
      return Promise.resolve();
    },
  };
  return { fetched, setUp };
}

describe('what is fetched', () => {
  it('is what embedded components need and what is not there yet', async () => {
    const { fetched, setUp } = setUpWith('hdfs');
    const context = await startContext();
    await fetchMissing(context, ALL_COMPONENTS, setUp);
    // Kafka and Spark come with the set-up of the project.
    expect(fetched).toEqual(['mysql']);
    expect(context.reporter.lines).toEqual(['set-up: mysql']);
  });

  it('is nothing for a service of others', async () => {
    const { fetched, setUp } = setUpWith();
    const context = await startContext({}, { external: { hdfs: 'http://namenode:9870' } });
    await fetchMissing(context, ALL_COMPONENTS, setUp);
    expect(fetched).toEqual(['mysql']);
  });

  it('is nothing where the disk has no room for it', async () => {
    const { fetched, setUp } = setUpWith();
    const large = ALL_COMPONENTS.map((component): Component => {
      return { ...component, download: { megabytes: 1, diskMb: 2 ** 40 } };
    });
    await expect(fetchMissing(await startContext(), large, setUp)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('fetching Kafka needs about 1099511627776 MB') as string,
    });
    expect(fetched).toEqual([]);
  });
});

it('a fetch that fails says so in the words of set-up', async () => {
  const { setUp } = setUpWith();
  const cause = new Error('set-up: mariadb failed; the end of its log:\nno network');
  const failing = { ...setUp, setUpComponent: () => Promise.reject(cause) };
  await expect(fetchMissing(await startContext(), ALL_COMPONENTS, failing)).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    message: cause.message,
    cause,
  });
});
