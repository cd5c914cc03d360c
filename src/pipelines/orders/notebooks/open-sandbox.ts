import { openSandboxOf } from '../../../notebooks/open-sandbox.js';
import { course, type OrdersParameters } from './course.js';
import type { OrdersSandbox } from './sandbox.js';

/**
 * Opens a sandbox: makes sure that the services are up, and gives the notebook a topic, a Spark session and folders of
 * its own. Called again, it starts again with a new one.
 *
 * @param number The notebook's number: "03".
 * @throws StreambookError BAD_ARGUMENT, UNKNOWN_EXPERIMENT, BAD_EXPERIMENT, and what starting the services throws.
 */
export const openSandbox = (number: string, parameters: OrdersParameters = {}): Promise<OrdersSandbox> =>
  openSandboxOf(course, number, { ...parameters });
