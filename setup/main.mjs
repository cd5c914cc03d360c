/** `npm run setup`: brings the project up to date and says so. `npm test` adds `--tests`: what only the tests need. */
import { ensureSetup, SetupError } from './ensure.mjs';
import { STEP_GROUPS, TEST_STEP_GROUPS } from './steps.mjs';

try {
  const groups = process.argv.includes('--tests') ? TEST_STEP_GROUPS : STEP_GROUPS;
  await ensureSetup((line) => process.stderr.write(`${line}\n`), groups);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
