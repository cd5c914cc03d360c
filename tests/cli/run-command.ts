import { Command, CommanderError } from 'commander';
import { vi } from 'vitest';
import { toError } from '../../src/core/errors.js';

export interface CommandOutcome {
  readonly stdout: string;
  readonly stderr: string;
  /** What the command threw: `main` makes a line and an exit code of it. */
  readonly error: (Error & { readonly code?: string }) | undefined;
  /** What the command itself asks for; undefined for 0. */
  readonly exitCode: typeof process.exitCode;
}

/**
 * Runs one command in this process, as `main` does.
 *
 * @param add Adds the commands that there are.
 * @param home The folder of all that is written.
 */
export async function runCommand(
  add: (program: Command) => void,
  home: string,
  args: readonly string[],
): Promise<CommandOutcome> {
  const written = { stdout: '', stderr: '' };
  const program = new Command('streambook').exitOverride();
  program.configureOutput({
    writeOut: (text) => void (written.stdout += text),
    writeErr: (text) => void (written.stderr += text),
  });
  add(program);
  for (const command of [program, ...program.commands]) command.copyInheritedSettings(program);
  vi.stubEnv('STREAMBOOK_HOME', home);
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => {
    written.stdout += `${text}\n`;
  });
  const errors = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.stderr += String(text);
    return true;
  });
  const exitCodeBefore = process.exitCode;
  try {
    await program.parseAsync(args, { from: 'user' });
    return { ...written, error: undefined, exitCode: process.exitCode };
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return { ...written, error: isHelp ? undefined : toError(error), exitCode: process.exitCode };
  } finally {
    process.exitCode = exitCodeBefore;
    log.mockRestore();
    errors.mockRestore();
    vi.unstubAllEnvs();
  }
}
