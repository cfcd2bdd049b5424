import { fileURLToPath } from "node:url";
import { preview } from "astro";

const port = Number(process.env.PORT ?? 4321);

const root = fileURLToPath(new URL("..", import.meta.url));
const server = await preview({ root, server: { port, host: "localhost" }, logLevel: "warn" });
if (server.port !== port) console.log(`Port ${port} is taken by another program; set PORT to choose one yourself.`);
console.log(`The site is on http://localhost:${server.port}/ (Ctrl-C ends it)`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}
await server.closed();
