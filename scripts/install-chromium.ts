import { spawnSync } from "node:child_process";
import { findChromium } from "./find-chromium.ts";

const howTo = `The browser tests need Chromium, and there is none on this machine.
Install it (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium), or set CHROMIUM_PATH to a browser that is there.`;

function run(command: string, args: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(" ")} failed.\n${error?.message ?? `${stdout}${stderr}`}`);
}

const canInstall = (): boolean => process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;

function install(): void {
  console.log("Installing Chromium for the browser tests (about 80 MB) …");
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
}

if (!findChromium()) {
  // A wrong CHROMIUM_PATH is a mistake to mend; another browser would hide it.
  const isMistaken = process.env.CHROMIUM_PATH !== undefined && process.env.CHROMIUM_PATH !== "";
  try {
    if (!isMistaken && canInstall()) install();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  if (!findChromium()) {
    if (isMistaken) console.error(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which is not a program.`);
    console.error(howTo);
    process.exitCode = 1;
  }
}
