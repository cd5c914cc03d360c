#!/usr/bin/env node
/** The `streambook` command: set-up first, then the compiled program. */
import { doctorBeforeSetup } from '../setup/doctor.mjs';
import { ensureSetup, SetupError } from '../setup/ensure.mjs';

// Whoever read a pipe has enough: `streambook runs | head -1`.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  if (process.argv[2] === 'doctor' && (await doctorBeforeSetup())) {
    // What is missing has been said; the rest can be looked at only after set-up.
  } else {
    if (process.argv[2] !== 'doctor') await ensureSetup((line) => process.stderr.write(`${line}\n`));
    // A name that the type checker does not follow: dist/ is made by set-up.
    const file = '../dist/cli/main.js';
    /** @type {unknown} */
    const program = await import(file);
    await /** @type {{ main: (args: string[]) => Promise<void> }} */ (program).main(process.argv.slice(2));
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
