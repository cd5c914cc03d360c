/**
 * Takes a lock so many times and looks, each time, whether it is alone: by a file that it makes for itself and removes.
 * Prints a line for each time that somebody else was there.
 */
import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../setup/lock.mjs';

const [file = '', times = '1', end = ''] = process.argv.slice(2);
const inside = `${file}.inside`;

for (let time = 0; time < Number(times); time += 1) {
  const release = await takeLock(file);
  try {
    await (await open(inside, 'wx')).close();
  } catch {
    console.log(`not alone: ${await readFile(inside, 'utf8').catch(() => 'just left')}`);
  }
  if (end === 'die' && time === Number(times) - 1) {
    await rm(inside, { force: true });
    process.kill(process.pid, 'SIGKILL');
  }
  await sleep(Math.random() * 3);
  await rm(inside, { force: true });
  await release();
}
console.log('done');
