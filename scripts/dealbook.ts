#!/usr/bin/env node
import { keepCompiled } from "./keep-compiled.ts";

keepCompiled();
const { main } = await import("../src/cli/main.ts");
const { processWorld } = await import("../src/cli/world.ts");

// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2), processWorld());
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
