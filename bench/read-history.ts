// Reads a repository's history once, as the site and the metrics do. With --count it says how often it asked for what, by watching.
import childProcess from "node:child_process";
import inspector from "node:inspector/promises";
import { syncBuiltinESMExports } from "node:module";

const [root = "", ref = "main", mode] = process.argv.slice(2);

let blobs = 0;

/** Counts the lines that are written to `git cat-file`. */
function watchBlobs(): void {
  const { spawn } = childProcess;
  const watched = (...args: Parameters<typeof spawn>) => {
    const child = spawn(...args);
    const { stdin } = child;
    if (!stdin || !args[1].includes("cat-file")) return child;
    const write = stdin.write.bind(stdin);
    stdin.write = (text: string) => {
      blobs += text.split("\n").length - 1;
      return write(text);
    };
    return child;
  };
  Object.assign(childProcess, { spawn: watched });
  syncBuiltinESMExports();
}

async function watchCalls(): Promise<(name: string) => Promise<number>> {
  const session = new inspector.Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  return async (name) => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const functions = result.flatMap((script) => script.functions.filter(({ functionName }) => functionName === name));
    return functions.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
  };
}

const isCounting = mode === "--count";
const callsOf = isCounting ? await watchCalls() : undefined;
if (isCounting) watchBlobs();
const { openRepository } = await import("../src/adapters/git/repository.ts");
const { dealVersions } = await import("../src/core/history/deal-versions.ts");
const open = await openRepository(root);
if (!open) throw new Error(`${root} is in no repository.`);
const versions = dealVersions(await open.repository.history(ref));
const count = [...versions.values()].reduce((sum, each) => sum + each.length, 0);
const counts = { deals: versions.size, versions: count, blobs, parses: await callsOf?.("factsOf") };
console.log(JSON.stringify(counts));
