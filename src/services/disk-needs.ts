/** What the embedded services write before they get any work. */
export const SERVICES_MB = 100;
