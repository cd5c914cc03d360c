import { createRequire } from 'node:module';

const PACKAGE = '@expo-google-fonts/source-sans-3';
const CUTS = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf'];

let registered = false;

/** Makes the charts' font known to the canvas on which Vega measures text and draws PNGs. */
export async function registerFonts(): Promise<void> {
  if (registered) return;
  // The copy of the canvas that vega-canvas imports: fonts are registered with a copy, not with the machine.
  const { GlobalFonts } = await import('canvas');
  const { resolve } = createRequire(import.meta.url);
  for (const cut of CUTS) GlobalFonts.registerFromPath(resolve(`${PACKAGE}/${cut}`), 'Source Sans 3');
  registered = true;
}
