import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { keepCompiled } from "./keep-compiled.ts";

const isJudge = process.argv.includes("--judge");

/** The seconds that judging may take. */
function timeLimit(): number {
  const { stdout } = spawnSync("git", ["config", "--get", "--default=30", "dealbook.timeLimit"], { encoding: "utf8" });
  const seconds = Number(stdout);
  return seconds > 0 ? seconds : 30;
}

/** Judges in a process of its own, which can be ended whatever it is at. */
function judgeInTime(input: string): number {
  const seconds = timeLimit();
  const { status, error } = spawnSync(process.execPath, [import.meta.filename, "--judge"], {
    input,
    stdio: ["pipe", "inherit", "inherit"],
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  if (status !== null) return status;
  const isLate = error && "code" in error && error.code === "ETIMEDOUT";
  const reason = isLate ? `judging it took more than ${seconds} seconds` : `the judge ended early${error ? ` (${error.message})` : ""}`;
  console.error(`dealbook: the push is refused, because ${reason}.
  → Push fewer commits at once (git push origin <commit>:main). On the server: git config dealbook.timeLimit ${seconds * 2}`);
  return 1;
}

const input = readFileSync(0, "utf8");
if (isJudge) {
  keepCompiled();
  const { receive, refusePush } = await import("../src/cli/receive.ts");
  const { processWorld } = await import("../src/cli/world.ts");
  const world = processWorld();
  process.exitCode = await receive(world, input).catch((error: unknown) => refusePush(error, world));
} else process.exitCode = judgeInTime(input);
