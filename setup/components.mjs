/**
 * What components need beyond the set-up of the project; it is fetched before their first start. Components that are not
 * named here have all that they need.
 */
import { ensureSetup, missingSteps } from './ensure.mjs';
import { hdfs } from './hdfs.mjs';
import { mariadb } from './mariadb.mjs';

/** @typedef {import('./step.mjs').Step} Step */

/** @type {Readonly<Record<string, readonly Step[]>>} */
const STEPS = { mysql: [mariadb], hdfs: [hdfs] };

/** @param {string} name */
const groupsOf = (name) => [[...(STEPS[name] ?? [])]];

/** @param {string} name */
export const hasComponent = async (name) => (await missingSteps(groupsOf(name))).length === 0;

/**
 * Costs a few thousandths of a second when it is done already.
 * @param {string} name
 * @param {(line: string) => void} report
 */
export const setUpComponent = (name, report) => ensureSetup(report, groupsOf(name));
