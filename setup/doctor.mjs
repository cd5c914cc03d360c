/** The part of `streambook doctor` that must work before anything is installed. */
import { missingSteps } from './ensure.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { findingText, measureResources, resourceFindings } from './resources.mjs';
import { ROOT } from './step.mjs';

/**
 * Prints what the machine has and what set-up is missing.
 * @returns {Promise<boolean>} True when something is missing; the exit code is then set.
 */
export async function doctorBeforeSetup() {
  const prerequisites = await checkPrerequisites();
  for (const { name, needed, found, ok, fix } of prerequisites) {
    const text = `${name} ${found ?? 'not found'} (needed: ${needed})`;
    process.stdout.write(findingText(ok ? { level: 'ok', text } : { level: 'MISSING', text, fix }));
  }
  const missing = await missingSteps();
  const resources = resourceFindings(await measureResources(ROOT), missing.length === 0);
  for (const finding of resources) process.stdout.write(findingText(finding));
  if (missing.length === 0) process.stdout.write('ok       set-up is complete\n');
  else process.stdout.write(`MISSING  set-up: ${missing.join(', ')}\n         fix: npm run setup\n`);
  const incomplete = missing.length > 0 || prerequisites.some(({ ok }) => !ok);
  const isShort = resources.some(({ level }) => level === 'MISSING');
  if (isShort) process.exitCode = 1;
  if (incomplete) {
    process.stdout.write('         ports, services and the browser are looked at once these are mended\n');
    process.exitCode = 1;
  }
  return incomplete;
}
