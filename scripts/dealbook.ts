#!/usr/bin/env node
import { main } from "../src/cli/main.ts";
import { processWorld } from "../src/cli/world.ts";

try {
  process.exitCode = await main(process.argv.slice(2), processWorld());
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
