import { z } from 'zod';
import { withinMs } from '../core/deadline.js';
import { StreambookError } from '../core/errors.js';
import type { HdfsAddress } from './web-hdfs.js';

const infoSchema = z.object({
  ClusterId: z.string(),
  SoftwareVersion: z.string(),
});
const statusSchema = z.object({ HostAndPort: z.string() });

/** It answers from memory. */
const ANSWER_MS = 10_000;

/** What a NameNode reports of itself under a name of its beans. */
async function bean<T>(
  address: HdfsAddress,
  name: string,
  schema: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<T> {
  const url = new URL('/jmx', address);
  url.username = '';
  url.searchParams.set('qry', `Hadoop:service=NameNode,name=${name}`);
  const answer = await withinMs(ANSWER_MS, `the NameNode at ${url.host} reports its ${name}`, async () => {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    return response.json();
  });
  const { beans } = z.object({ beans: z.array(z.unknown()) }).parse(answer);
  const found = schema.safeParse(beans[0]);
  if (found.success) return found.data;
  throw new StreambookError('HDFS_FAILED', `The NameNode at ${url.host} does not report its ${name} yet`, {
    retryable: true,
  });
}

/** The cluster's id, which its format gave it. */
export const clusterIdOf = async (address: HdfsAddress, signal?: AbortSignal): Promise<string> =>
  (await bean(address, 'NameNodeInfo', infoSchema, signal)).ClusterId;

/** What Hadoop's own clients, Spark among them, know the file system by: `hdfs://host:port`. */
export const fileSystemOf = async (address: HdfsAddress, signal?: AbortSignal): Promise<string> =>
  `hdfs://${(await bean(address, 'NameNodeStatus', statusSchema, signal)).HostAndPort}`;
