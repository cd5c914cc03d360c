/** What the machine has of memory, disk and cores, against what a run takes. */
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';

/**
 * @typedef {object} Resources
 * @property {number} cores
 * @property {number} memoryBytes All of the machine's, or what its container may take.
 * @property {number} availableMemoryBytes
 * @property {number} freeDiskBytes Where the project lies.
 */

/**
 * @typedef {object} Finding
 * @property {'ok' | 'warning' | 'MISSING'} level A warning does not keep a run from working.
 * @property {string} text
 * @property {string} [fix]
 */

const GIB = 2 ** 30;

/** Memory of the JVMs, as their settings bound it, with room for Node.js and the browser. */
const NEEDED_MEMORY_GIB = 4;
/** npm packages, jars and Python packages come to 2 GiB; a run writes some hundred MB. */
const NEEDED_DISK_GIB = { beforeSetup: 4, afterSetup: 1 };
const WANTED_CORES = 2;

/** @param {string} folder @returns {Promise<Resources>} */
export async function measureResources(folder) {
  const { bavail, bsize } = await statfs(folder);
  const limit = process.constrainedMemory();
  return {
    cores: availableParallelism(),
    // Without a limit it is 0, or a number beyond all memory.
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    availableMemoryBytes: freemem(),
    freeDiskBytes: bavail * bsize,
  };
}

/** @param {number} bytes */
const gib = (bytes) => `${(bytes / GIB).toFixed(1)} GiB`;

/**
 * @param {Resources} resources
 * @param {boolean} setupIsComplete
 * @returns {Finding[]}
 */
export function resourceFindings(
  { cores, memoryBytes, availableMemoryBytes, freeDiskBytes },
  setupIsComplete,
) {
  const memory = `memory ${gib(memoryBytes)}, of which ${gib(availableMemoryBytes)} are available (needed: ${NEEDED_MEMORY_GIB} GiB)`;
  const neededDiskGib = setupIsComplete ? NEEDED_DISK_GIB.afterSetup : NEEDED_DISK_GIB.beforeSetup;
  const disk = `free disk ${gib(freeDiskBytes)} (needed: ${neededDiskGib} GiB)`;
  const processors = `${cores} processor ${cores === 1 ? 'core' : 'cores'} (needed: ${WANTED_CORES})`;
  return [
    memoryBytes < NEEDED_MEMORY_GIB * GIB
      ? { level: 'MISSING', text: memory, fix: 'use a machine or a container with more memory' }
      : availableMemoryBytes < NEEDED_MEMORY_GIB * GIB
        ? { level: 'warning', text: memory, fix: 'end other programs if a service ends by itself' }
        : { level: 'ok', text: memory },
    freeDiskBytes < neededDiskGib * GIB
      ? { level: 'MISSING', text: disk, fix: 'free some space; npx streambook reset --yes removes all runs' }
      : { level: 'ok', text: disk },
    cores < WANTED_CORES
      ? { level: 'warning', text: processors, fix: 'expect latencies several times as high' }
      : { level: 'ok', text: processors },
  ];
}

/** @param {Finding} finding */
export const findingText = ({ level, text, fix }) =>
  `${level.padEnd(8)} ${text}\n${fix === undefined ? '' : `         ${level === 'MISSING' ? 'fix: ' : ''}${fix}\n`}`;
