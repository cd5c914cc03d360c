/** Does what set-up is missing, and nothing else. */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from './lock.mjs';
import { checkPrerequisites } from './prerequisites.mjs';
import { hashOf, ROOT, SETUP_FOLDER } from './step.mjs';
import { STEP_GROUPS } from './steps.mjs';

/** @typedef {import('./step.mjs').Step} Step */

/** Enough of a failed step's log to hold npm's reason above the usage text that it prints after it. */
const LOG_TAIL_LINES = 40;

/** A failure to report in one line (and the log's tail), without a stack. */
export class SetupError extends Error {}

/** @param {Step} step @param {string} ending */
const fileOf = (step, ending) => join(SETUP_FOLDER, `${step.name.replaceAll(' ', '-')}.${ending}`);

/** @param {Step} step */
async function isCurrent(step) {
  if (step.isCurrent) return step.isCurrent();
  const stamp = fileOf(step, 'stamp');
  if (!existsSync(stamp) || !step.hasOutputs?.()) return false;
  return readFileSync(stamp, 'utf8') === (await hashOf((await step.inputs?.()) ?? []));
}

/**
 * Runs a command with its output in the step's log.
 * @param {string} logFile
 * @returns {import('./step.mjs').Run}
 */
function runner(logFile) {
  return (command, args, env = {}) =>
    new Promise((resolve, reject) => {
      const log = createWriteStream(logFile, { flags: 'a' });
      log.write(`$ ${command} ${args.join(' ')}\n`);
      const child = spawn(command, args, {
        cwd: ROOT,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.pipe(log, { end: false });
      child.stderr.pipe(log, { end: false });
      child.on('error', (error) => reject(new SetupError(`cannot start ${command}: ${error.message}`)));
      child.on('close', (code, signal) => {
        log.end(() =>
          code === 0
            ? resolve()
            : reject(new SetupError(`${command} ended with ${signal ?? `exit code ${code}`}`)),
        );
      });
    });
}

/** @param {(line: string) => void} report @param {Step} step */
async function make(report, step) {
  const logFile = fileOf(step, 'log');
  const startedMs = performance.now();
  report(`set-up: ${step.name}: ${step.does} …`);
  await rm(fileOf(step, 'stamp'), { force: true });
  await rm(logFile, { force: true });
  try {
    await step.make(runner(logFile));
    if (step.hasOutputs?.() === false) throw new SetupError('it ended well but left something out');
  } catch (error) {
    const tail = existsSync(logFile)
      ? (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-LOG_TAIL_LINES)
      : [];
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      [
        ...tail.map((line) => `  | ${line}`),
        `set-up failed at ${step.name}: ${reason}; ${step.onFailure}`,
      ].join('\n'),
    );
  }
  if (step.inputs) await writeFile(fileOf(step, 'stamp'), await hashOf(await step.inputs()));
  report(`set-up: ${step.name}: done in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

/** Names of the steps that would run now. */
export async function missingSteps(groups = STEP_GROUPS) {
  const missing = [];
  for (const step of groups.flat()) if (!(await isCurrent(step).catch(() => false))) missing.push(step.name);
  return missing;
}

/**
 * Brings the project up to date. Costs a few hundredths of a second when it is.
 * @param {(line: string) => void} report
 * @param {Step[][]} groups Default: what everything but the tests needs.
 * @throws {SetupError} with what to do, when a prerequisite is missing or a step fails.
 */
export async function ensureSetup(report, groups = STEP_GROUPS) {
  if ((await missingSteps(groups)).length === 0) return;
  const lacking = (await checkPrerequisites()).filter((prerequisite) => !prerequisite.ok);
  if (lacking.length > 0) {
    throw new SetupError(
      lacking
        .map(
          ({ name, needed, found, fix }) => `${name} ${found ?? 'is missing'}: needed is ${needed}; ${fix}`,
        )
        .join('\n'),
    );
  }
  await mkdir(SETUP_FOLDER, { recursive: true });
  const release = await takeLock(join(SETUP_FOLDER, 'lock'), {
    onWait: (line) => report(`set-up: ${line}`),
  });
  try {
    for (const group of groups) {
      const stale = [];
      for (const step of group) if (!(await isCurrent(step))) stale.push(step);
      const results = await Promise.allSettled(stale.map((step) => make(report, step)));
      const failures = results.flatMap((result) =>
        result.status === 'rejected'
          ? [result.reason instanceof Error ? result.reason.message : 'unknown']
          : [],
      );
      if (failures.length > 0) throw new SetupError(failures.join('\n'));
    }
  } finally {
    await release();
  }
}
