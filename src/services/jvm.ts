import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { ComponentName } from '../config/service-variables.js';
import { firstLine, StreambookError } from '../core/errors.js';

/** A Java program to start. */
export interface JvmProgram {
  readonly kind: 'jvm';
  /** Heap and other bounds, and system properties. */
  readonly jvmArgs: readonly string[];
  readonly classpath: string;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Programs that load the same classes share an archive; one of them is to leave it. Absent: without an archive. */
  readonly archive?: { readonly kind: string; readonly leaves: boolean };
}

/**
 * Version of the Java that will be used, such as `17.0.15`.
 *
 * @throws StreambookError JAVA_MISSING when it cannot be run.
 */
export async function javaVersion(java: string): Promise<string> {
  try {
    const { stderr } = await promisify(execFile)(java, ['-version']);
    return /version "([^"]+)"/.exec(stderr)?.[1] ?? firstLine(new Error(stderr));
  } catch (error) {
    throw new StreambookError(
      'JAVA_MISSING',
      `Java cannot be run as "${java}" (${firstLine(error)}); install Java 17 or newer, or set JAVA_HOME`,
      { cause: error },
    );
  }
}

/**
 * The class path that set-up resolved for a component.
 *
 * @throws StreambookError SETUP_INCOMPLETE when set-up has not run.
 */
export async function classpathOf(component: ComponentName, setupFolder: string): Promise<string> {
  try {
    return (await readFile(join(setupFolder, `${component}.classpath`), 'utf8')).trim();
  } catch (error) {
    throw new StreambookError(
      'SETUP_INCOMPLETE',
      `The jars of ${component} are not there; run npm run setup`,
      {
        cause: error,
      },
    );
  }
}

/** Version in a jar's name on a class path: `kafka_2.13-4.3.0.jar` gives 4.3.0 for artifact `kafka_2.13`. */
export function versionOnClasspath(classpath: string, artifact: string): string | null {
  const jar = classpath
    .split(delimiter)
    .find((path) => path.includes(`${artifact}-`) && path.endsWith('.jar'));
  return jar?.slice(jar.lastIndexOf(`${artifact}-`) + artifact.length + 1, -'.jar'.length) ?? null;
}

/**
 * Application class data sharing (JEP 350): at its first start a program records the classes it loads and leaves an
 * archive when it ends; later starts map the archive and take half the time. An archive fits one Java, one class
 * path and one set of options only, so these are in its name.
 */
export interface ClassArchive {
  readonly file: string;
  /** Where the JVM writes it; it gets its name only after a clean end, so that a torn one is never used. */
  readonly partialFile: string;
}

export function classArchive(
  folder: string,
  kind: string,
  javaVersionText: string,
  program: Pick<JvmProgram, 'jvmArgs' | 'classpath'>,
): ClassArchive {
  const options = program.jvmArgs.filter((arg) => arg.startsWith('-X') || arg.startsWith('--'));
  const key = createHash('sha256')
    .update([javaVersionText, program.classpath, ...options].join('\0'))
    .digest('hex');
  const file = join(folder, `${kind}-${key.slice(0, 16)}.jsa`);
  return { file, partialFile: `${file}.${randomUUID()}.partial` };
}

/** The whole argument list: archive options first, then the program's own. */
export function jvmCommandLine(program: JvmProgram, archive: ClassArchive | undefined): readonly string[] {
  const sharing =
    archive === undefined
      ? []
      : existsSync(archive.file)
        ? [`-XX:SharedArchiveFile=${archive.file}`]
        : [`-XX:ArchiveClassesAtExit=${archive.partialFile}`];
  return [
    ...sharing,
    '-Xshare:auto',
    '-Xlog:cds=off',
    '-Xlog:cds+dynamic=off',
    ...program.jvmArgs,
    '-cp',
    program.classpath,
    program.mainClass,
    ...program.args,
  ];
}
