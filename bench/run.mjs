/** Runs one bench from its TypeScript source: `node bench/run.mjs producer 300000 3`. */
import { createViteServer } from 'vitest/node';

const [name = 'producer'] = process.argv.splice(2, 1);
const server = await createViteServer({
  configFile: false,
  logLevel: 'error',
  // `await using` is newer than the oldest Node.js that runs this.
  oxc: { target: 'node20' },
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, watch: null, ws: false },
});
try {
  await server.ssrLoadModule(`/bench/${name}.ts`);
} finally {
  await server.close();
}
