/**
 * What a machine must have before set-up can do the rest. Plain JavaScript without dependencies: it runs before
 * anything is installed.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @typedef {object} Prerequisite
 * @property {string} name
 * @property {string} needed What is enough, in words.
 * @property {string | undefined} found The version found, or undefined.
 * @property {boolean} ok
 * @property {string} fix What to do when it is missing or too old.
 */

/** The Java program to use: JAVA_HOME's, or the one on the PATH. */
function javaCommand() {
  const home = process.env['JAVA_HOME'];
  return home ? join(home, 'bin', 'java') : 'java';
}

/** The Python program to use: PYTHON, or python3 on the PATH. */
export function pythonCommand() {
  return process.env['PYTHON'] ?? 'python3';
}

/** The Maven program to use: MVN, or mvn on the PATH. */
export function mavenCommand() {
  return process.env['MVN'] ?? 'mvn';
}

/**
 * First match of `pattern` in what a command prints; undefined when there is no such command.
 * @param {string} command
 * @param {string[]} args
 * @param {RegExp} pattern
 */
async function versionOf(command, args, pattern) {
  try {
    const { stdout, stderr } = await run(command, args, { timeout: 30_000 });
    return pattern.exec(stdout + stderr)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Compares dotted versions by their first two numbers.
 * @param {string} version
 * @param {number} major
 * @param {number} minor
 */
function isAtLeast(version, major, minor) {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

/**
 * @param {string} name
 * @param {[number, number]} least
 * @param {Promise<string | undefined>} version
 * @param {string} fix
 * @returns {Promise<Prerequisite>}
 */
async function prerequisite(name, least, version, fix) {
  const found = await version;
  const needed = `${least[0]}${least[1] === 0 ? '' : `.${least[1]}`} or newer`;
  return { name, needed, found, ok: found !== undefined && isAtLeast(found, ...least), fix };
}

/**
 * Looks at Node, Java, Maven and Python.
 * @returns {Promise<Prerequisite[]>}
 */
export async function checkPrerequisites() {
  const venvWorks = versionOf(
    pythonCommand(),
    ['-c', 'import sys, venv, ensurepip; print("%d.%d.%d" % sys.version_info[:3])'],
    /(\d+\.\d+\.\d+)/,
  );
  return Promise.all([
    prerequisite(
      'Node.js',
      [20, 19],
      Promise.resolve(process.versions.node),
      'install Node.js 20.19 or newer from https://nodejs.org',
    ),
    prerequisite(
      'Java',
      [17, 0],
      versionOf(javaCommand(), ['-version'], /version "(\d+(?:\.\d+)*)/),
      process.env['JAVA_HOME']
        ? `JAVA_HOME is ${process.env['JAVA_HOME']}: correct or unset it, or install a JDK or JRE 17 there`
        : 'install a JDK or JRE 17 (Debian: openjdk-17-jre-headless; https://adoptium.net) or set JAVA_HOME',
    ),
    prerequisite(
      'Maven',
      [3, 8],
      versionOf(mavenCommand(), ['-v'], /Apache Maven (\d+\.\d+\.\d+)/),
      'install Maven 3.8 (Debian: maven; https://maven.apache.org) or set MVN to its program',
    ),
    prerequisite(
      'Python with venv',
      [3, 10],
      venvWorks,
      'install Python 3.10 with venv (Debian: python3-venv) or set PYTHON to its program',
    ),
  ]);
}
