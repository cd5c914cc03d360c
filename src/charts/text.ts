/** A name from the data as it reads in a chart: "mobile_wallet" is "mobile wallet". */
export function readable(name: string): string {
  return name.replaceAll('_', ' ');
}
