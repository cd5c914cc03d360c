import { expect, test } from 'vitest';
import { loadDanfo } from '../../src/spark/danfo.js';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error('no such module'), { code }));

test('who does not have danfo is told how to get it', async () => {
  await expect(loadDanfo(failing('ERR_MODULE_NOT_FOUND'))).rejects.toMatchObject({
    code: 'SPARK_DANFO_MISSING',
    message: 'toDanfo() needs the package danfojs-node: npm install danfojs-node',
  });
});

test('another failure stays what it is', async () => {
  await expect(loadDanfo(failing('ERR_DLOPEN_FAILED'))).rejects.toMatchObject({ code: 'ERR_DLOPEN_FAILED' });
});
