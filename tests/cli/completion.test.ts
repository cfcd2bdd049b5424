import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { completionScripts } from "../../src/cli/completion-scripts.ts";
import { rep } from "./rep.ts";

const acme = "acme-robotics-line-monitoring";

describe("completion", () => {
  test.each([
    [["ad"], ["advance"]],
    [["comp"], ["completion"]],
    [["advance", "acme"], [acme]],
    [["advance", acme, "--to", "qual"], ["qualification"]],
    [
      ["advance", acme, "--t"],
      ["--to", "--today"],
    ],
    [
      ["log", acme, "me"],
      ["meeting", "message"],
    ],
    [["log", acme, "call", "--by", "am"], ["amara"]],
    [["order", acme, "--after", "acme"], [acme]],
    [["doc", acme, "prop"], ["proposal"]],
    [["nothing", ""], []],
  ])("%j is completed to %j", async (words, fitting) => {
    const { code, out } = await rep({ withGit: false }).dealbook("complete", "--", ...words);
    expect({ code, words: out.split("\n").filter((word) => word !== "") }).toEqual({ code: 0, words: fitting });
  });

  test("handovers are completed by pipeline and stage", async () => {
    const { out } = await rep({ withGit: false, preset: "service-membership" }).dealbook(
      "complete",
      "--",
      "move",
      "x",
      "--to",
      "delivery/p",
    );
    expect(out.split("\n")).toContain("delivery/provisioning");
  });

  test("without content there are the commands, and no complaint", async () => {
    const { dealbook } = rep({ files: {}, withGit: false });
    expect(await dealbook("complete", "--", "adv")).toMatchObject({ code: 0, out: "advance\n", err: "" });
    expect(await dealbook("complete", "--", "advance", "a")).toMatchObject({ code: 0, out: "", err: "" });
  });

  test("each shell has its script", async () => {
    const { dealbook } = rep({ files: {}, withGit: false });
    for (const shell of ["bash", "zsh", "fish"] as const)
      expect(await dealbook("completion", shell)).toMatchObject({ code: 0, out: completionScripts[shell] });
    expect(await dealbook("completion", "cmd")).toMatchObject({ code: 2 });
  });

  test("bash takes the words of the program", () => {
    const script = `dealbook() { echo advance; echo "$*" >&2; }
${completionScripts.bash}
COMP_WORDS=(dealbook ad); COMP_CWORD=1; _dealbook; echo "\${COMPREPLY[@]}"`;
    expect(execFileSync("bash", ["-c", script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()).toBe("advance");
  });
});
