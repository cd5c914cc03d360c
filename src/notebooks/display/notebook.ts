import { followCells } from './cells.js';
import { printForCells } from './errors.js';
import { kernelModule } from './kernel.js';

/** Prepares the kernel that imports the library, once. Elsewhere nothing is changed. */
if (kernelModule() !== undefined) {
  followCells();
  printForCells();
}
