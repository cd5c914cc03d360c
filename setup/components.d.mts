/** Whether all that a component needs is there. */
export function hasComponent(name: string): Promise<boolean>;

/** Fetches what a component needs and what is not there yet. @param report Gets a line for each step. */
export function setUpComponent(name: string, report: (line: string) => void): Promise<void>;
