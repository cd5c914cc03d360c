/** `npm run setup`: brings the project up to date and says so. */
import { ensureSetup, SetupError } from './ensure.mjs';

try {
  await ensureSetup((line) => process.stderr.write(`${line}\n`));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
