import { spawn } from "node:child_process";

interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** Everything that CI runs besides the tests. Slow steps first, so that two at a time end together. */
const steps: readonly Step[] = [
  { name: "types", command: ["tsc", "--project", "."] },
  { name: "dead code", command: ["knip"] },
  { name: "architecture", command: ["depcruise", "--config", ".dependency-cruiser.mjs", "src", "scripts", "bench", "tests"] },
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings"] },
  { name: "function sizes", command: ["node", "scripts/function-sizes.ts"] },
  { name: "generated files", command: ["node", "scripts/generate.ts", "--check"] },
  { name: "lock file", command: ["node", "scripts/complete-lock.ts", "--check"] },
  { name: "workflows", command: ["node", "scripts/lint-workflows.ts"] },
  { name: "sample content", command: ["node", "scripts/dealbook.ts", "check"] },
];

const atOnce = 2;

interface Outcome {
  readonly isGood: boolean;
  readonly output: string;
}

function run([program, ...args]: Step["command"]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ isGood: code === 0, output }));
  });
}

async function perform({ name, command }: Step): Promise<boolean> {
  const start = performance.now();
  const { isGood, output } = await run(command);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${isGood ? "✓" : "✗"} ${name} (${seconds} s)${isGood ? "" : `\n${output}`}`);
  return isGood;
}

const waiting = steps.values();
const results: boolean[] = [];
const worker = async (): Promise<void> => {
  for (const step of waiting) results.push(await perform(step));
};
await Promise.all(Array.from({ length: atOnce }, worker));

const failed = results.filter((isGood) => !isGood).length;
console.log(failed === 0 ? "Everything is in order." : `${failed} of ${steps.length} steps failed.`);
process.exitCode = failed === 0 ? 0 : 1;
