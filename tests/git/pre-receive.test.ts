import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contentFiles, dealText, interest, nda, proposal, readyForContract } from "./content-files.ts";
import { type Pushed, PushServer } from "./push-server.ts";
import type { Change, TemporaryRepository } from "./temporary-repository.ts";

const deal = (slug: string): string => `content/deals/2026/${slug}.md`;
const acme = deal("acme");
const pipelineFile = "content/pipelines/sales.yaml";
const pipeline = String(contentFiles()[pipelineFile]);

const lead = (company = "Acme", ...more: string[]) => dealText({ company, more: [interest, ...more] });
const offer = (company = "Acme", ...more: string[]) =>
  dealText({ company, stage: "offer", entered: "2026-10-05", more: [interest, ...more] });
const jumped = (company = "Acme") => dealText({ company, stage: "contract", entered: "2026-10-05", more: readyForContract });
const contractFiles: Change = {
  [acme]: dealText({ company: "Acme", stage: "contract", entered: "2026-10-06", more: readyForContract }),
  "content/deals/2026/acme/proposal.md": proposal,
  "content/deals/2026/acme/nda.md": nda,
};

const started: Change = { [acme]: lead(), [deal("beta")]: lead("Beta"), [deal("gone")]: lead("Gone") };

/** A push: what is prepared in the clone, what is pushed (main if nothing is said), and what it is to be told. */
interface Push {
  readonly name: string;
  readonly prepare: (work: TemporaryRepository, server: PushServer) => void;
  readonly args?: readonly string[];
  /** Errors as `file:line code`; none for a push that goes in. */
  readonly errors?: readonly string[];
}

const commits =
  (...changes: Change[]): Push["prepare"] =>
  (work) => {
    for (const change of changes) work.commit(change);
  };

/** Commits on a branch that starts at main's first commit. */
function onBranch(work: TemporaryRepository, ...changes: Change[]): void {
  work.git("switch", "--quiet", "--create", "side", "main");
  for (const change of changes) work.commit(change);
  work.git("switch", "--quiet", "main");
}

const newPipeline = pipeline.replace("name: Sales", "name: Partners");
const partnerDeal = dealText({ company: "Partner" }).replace("pipeline: sales", "pipeline: partners");
const ten = (bad: number): Change[] =>
  Array.from({ length: 10 }, (_, index) => ({ [deal(`new-${index}`)]: index === bad ? jumped(`New ${index}`) : lead(`New ${index}`) }));

const good: Push[] = [
  { name: "a move to the next stage", prepare: commits({ [acme]: offer() }) },
  { name: "a new deal", prepare: commits({ [deal("delta")]: lead("Delta") }) },
  { name: "two moves of one deal as two commits", prepare: commits({ [acme]: offer() }, contractFiles) },
  { name: "ten commits at once", prepare: commits(...ten(-1)) },
  {
    name: "a new pipeline, then a deal in it",
    prepare: commits({ "content/pipelines/partners.yaml": newPipeline }, { [deal("p")]: partnerDeal }),
  },
  {
    name: "rules made softer, then a deal that needs it",
    prepare: commits(
      { [pipelineFile]: pipeline.replace("born_in: [lead]", "born_in: [lead, offer]") },
      { [deal("delta")]: offer("Delta") },
    ),
  },
  { name: "a handbook page only", prepare: commits({ "content/handbook/index.md": "# Welcome\n" }) },
  { name: "a file beside the content", prepare: commits({ "README.md": "Hello\n" }) },
  { name: "a commit that changes nothing", prepare: commits({}) },
  { name: "nothing at all", prepare: () => undefined },
  {
    name: "a merge of a branch with one move",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() });
      work.git("merge", "--quiet", "--no-ff", "--no-edit", "side");
    },
  },
  {
    name: "a merge of a branch from an old base",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() });
      work.commit({ [deal("beta")]: offer("Beta") });
      work.git("merge", "--quiet", "--no-edit", "side");
    },
  },
  {
    name: "a branch that took the long way, squashed",
    prepare: (work) => {
      onBranch(work, { [acme]: jumped() }, { [acme]: offer() });
      work.git("merge", "--quiet", "--squash", "side");
      work.commit();
    },
  },
  {
    name: "a branch that took the long way, merged: its net change counts",
    prepare: (work) => {
      onBranch(work, { [acme]: jumped() }, { [acme]: offer() });
      work.git("merge", "--quiet", "--no-ff", "--no-edit", "side");
    },
  },
  {
    name: "a tag",
    prepare: (work) => void work.git("tag", "--annotate", "--message=v1", "v1"),
    args: ["v1"],
  },
  {
    name: "a tag of a commit that main would refuse",
    prepare: (work) => {
      work.commit({ [acme]: jumped() });
      work.git("tag", "later");
    },
    args: ["later"],
  },
  { name: "a new branch", prepare: (work) => onBranch(work, { [acme]: offer() }), args: ["side"] },
  {
    name: "a new branch from an old base, whose deals moved on main since",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() });
      work.commit({ [deal("beta")]: offer("Beta") });
      work.git("push", "--quiet", "origin", "main");
    },
    args: ["side"],
  },
  {
    name: "a branch that has nothing to do with main",
    prepare: (work) => {
      work.git("switch", "--quiet", "--orphan", "built-site");
      work.commit({ "index.html": "<p>" });
    },
    args: ["built-site"],
  },
  {
    name: "a branch rewritten, and deleted",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() });
      work.git("push", "--quiet", "origin", "side", "main:old");
      work.git("switch", "--quiet", "side");
      work.git("commit", "--quiet", "--amend", "--message=Again");
    },
    args: ["--force", "origin", "side", ":old"],
  },
  {
    name: "a deal in another folder",
    prepare: (work) => {
      work.git("mv", acme, "content/deals/acme.md");
      work.commit();
    },
  },
  {
    name: "a link in the handbook",
    prepare: (work) => {
      work.commit({ "content/handbook/index.md": "# Welcome\n" });
      symlinkSync("index.md", join(work.folder, "content/handbook/home.md"));
      work.commit();
    },
  },
];

const bad: (Push & { readonly errors: readonly string[] })[] = [
  { name: "a jump", prepare: commits({ [acme]: jumped() }), errors: [`${acme}:6 stage/jump`] },
  {
    name: "a gate that is not met",
    prepare: commits({ [acme]: dealText({ stage: "offer", entered: "2026-10-05" }) }),
    errors: [`${acme}:6 gate/confirm`],
  },
  {
    name: "a deal born in the wrong stage",
    prepare: commits({ [deal("delta")]: offer("Delta") }),
    errors: [`${deal("delta")}:6 stage/entry`],
  },
  { name: "a deleted deal", prepare: commits({ [deal("gone")]: null }), errors: [`${deal("gone")} deal/deleted`] },
  {
    name: "a renamed deal",
    prepare: (work) => {
      work.git("mv", acme, deal("acme-inc"));
      work.commit();
    },
    errors: [`${deal("acme-inc")} deal/renamed`],
  },
  {
    name: "a jump that is mended by the next commit",
    prepare: commits({ [acme]: jumped() }, { [acme]: lead() }),
    errors: [`${acme}:6 stage/jump`, `${acme}:6 stage/backward`, `${acme}:7 stage/date`],
  },
  { name: "ten commits at once, one of them bad", prepare: commits(...ten(6)), errors: [`${deal("new-6")}:6 stage/entry`] },
  {
    name: "a move and its rule in one commit",
    prepare: commits({
      [pipelineFile]: pipeline.replace("      - { confirm: interest, say: The contact is interested. }\n", ""),
      [acme]: offer(),
    }),
    errors: [`${pipelineFile} pipeline/mixed-change`],
  },
  {
    name: "a new pipeline together with its deal",
    prepare: commits({ "content/pipelines/partners.yaml": newPipeline, [deal("p")]: partnerDeal }),
    errors: [`${deal("p")}:5 deal/unknown-pipeline`],
  },
  {
    name: "a deal that is not UTF-8",
    prepare: commits({ [acme]: new Uint8Array([0x2d, 0x2d, 0x2d, 0x0a, 0xff, 0xfe, 0x0a]) }),
    errors: [`${acme} deal/unreadable`],
  },
  {
    name: "a deal with broken YAML",
    prepare: commits({ [acme]: lead().replace("title: Platform", 'title: "Platform') }),
    errors: [`${acme}:2 deal/unreadable`],
  },
  {
    name: "a pipeline with broken YAML",
    prepare: commits({ [pipelineFile]: "stages: [\n" }),
    errors: [`${pipelineFile}:1 pipeline/unreadable`],
  },
  {
    name: "a deal as a symbolic link",
    prepare: (work) => {
      symlinkSync("/etc/passwd", join(work.folder, deal("passwd")));
      work.commit();
    },
    errors: [`${deal("passwd")} content/link`],
  },
  {
    name: "a deal replaced by a symbolic link",
    prepare: (work) => {
      work.write({ [acme]: null });
      symlinkSync("beta.md", join(work.folder, acme));
      work.commit();
    },
    errors: [`${acme} content/link`, `${acme} deal/deleted`],
  },
  { name: "main deleted", prepare: () => undefined, args: ["origin", "--delete", "main"], errors: ["main push/deleted"] },
  {
    name: "main rewritten",
    prepare: (work) => {
      work.commit({ [acme]: offer() });
      work.git("push", "--quiet", "origin", "main");
      work.git("reset", "--quiet", "--hard", "HEAD~1");
      work.commit({ [deal("beta")]: offer("Beta") });
    },
    args: ["--force", "origin", "main"],
    errors: ["main push/rewritten"],
  },
  {
    name: "main set back",
    prepare: (work) => {
      work.commit({ [acme]: offer() });
      work.git("push", "--quiet", "origin", "main");
    },
    args: ["--force", "origin", "main~1:main"],
    errors: ["main push/rewritten"],
  },
  {
    name: "main merged into a line of its own",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() });
      work.commit({ [deal("beta")]: offer("Beta") });
      work.git("push", "--quiet", "origin", "main");
      work.git("switch", "--quiet", "side");
      work.git("merge", "--quiet", "--no-edit", "main");
    },
    args: ["origin", "side:main"],
    errors: ["main push/turned"],
  },
  {
    name: "a merge of a branch with two moves",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() }, contractFiles);
      work.git("merge", "--quiet", "--no-ff", "--no-edit", "side");
    },
    errors: [`${acme}:6 stage/jump`],
  },
  {
    name: "a merge that adds a jump of its own",
    prepare: (work) => {
      onBranch(work, { "content/handbook/index.md": "# Welcome\n" });
      work.git("merge", "--quiet", "--no-ff", "--no-commit", "side");
      work.commit({ [acme]: jumped() });
    },
    errors: [`${acme}:6 stage/jump`],
  },
  {
    name: "a squash of two moves",
    prepare: (work) => {
      onBranch(work, { [acme]: offer() }, contractFiles);
      work.git("merge", "--quiet", "--squash", "side");
      work.commit();
    },
    errors: [`${acme}:6 stage/jump`],
  },
  {
    name: "a good branch and a tag together with a bad main",
    prepare: (work) => {
      onBranch(work, { [deal("beta")]: offer("Beta") });
      work.git("tag", "v1");
      work.commit({ [acme]: jumped() });
    },
    args: ["origin", "main", "side", "v1"],
    errors: [`${acme}:6 stage/jump`],
  },
  {
    name: "the whole content taken away",
    prepare: (work) => {
      work.git("rm", "-r", "--quiet", "content/dealbook.yaml");
      work.commit();
    },
    errors: ["content/dealbook.yaml organisation/missing"],
  },
];

function pushed({ prepare, args = ["origin", "main"] }: Push): Promise<Pushed> {
  const server = new PushServer(started);
  prepare(server.work, server);
  return server.pushHere(...(args.includes("origin") ? args : ["origin", ...args]));
}

describe("a push goes in:", () => {
  test.each(good)("$name", async (push) => {
    const { isIn, errors, text } = await pushed(push);
    expect({ isIn, errors }, text).toEqual({ isIn: true, errors: [] });
  });
});

describe("a push is refused with its findings:", () => {
  test.each(bad)("$name", async (push) => {
    const { isIn, errors, text } = await pushed(push);
    expect({ isIn, errors }, text).toEqual({ isIn: false, errors: push.errors });
    expect(text).toContain("✗ Refused. Nothing of this push has been taken over.");
  });
});

describe("a repository without a record", () => {
  test("takes content that is in order, with a branch in the same push", () => {
    const server = new PushServer(null);
    server.work.commit({ ...contentFiles(), ...started });
    onBranch(server.work, { [acme]: offer() });
    expect(server.push("origin", "main", "side")).toMatchObject({ isIn: true, errors: [] });
  });

  test("refuses content that is not", () => {
    const server = new PushServer(null);
    server.work.commit({ ...contentFiles(), [acme]: lead().replace("owner: ann", "owner: nobody") });
    expect(server.push("origin", "main")).toMatchObject({ isIn: false, errors: [`${acme}:8 deal/unknown-person`] });
  });
});

describe("settings of the server", () => {
  test("other branches are let in with a warning, or refused, or left alone", () => {
    const server = new PushServer(started);
    onBranch(server.work, { [acme]: jumped() });
    server.set("dealbook.branches", "refuse");
    expect(server.push("origin", "side")).toMatchObject({ isIn: false, errors: [`${acme}:6 stage/jump`] });
    server.set("dealbook.branches", "warn");
    const warned = server.push("origin", "side");
    expect(warned).toMatchObject({ isIn: true, errors: [`${acme}:6 stage/jump`] });
    expect(warned.text).toContain("the default branch would refuse it");
    server.set("dealbook.branches", "ignore");
    expect(server.push("origin", "side:again")).toMatchObject({ isIn: true, errors: [] });
  });

  test("another branch and another content root may be named", () => {
    const server = new PushServer(null);
    server.set("dealbook.branch", "trunk");
    server.set("dealbook.content", "sales/data/");
    server.work.commit({ ...contentFiles("sales/data"), "sales/data/deals/acme.md": lead() });
    expect(server.push("origin", "main:trunk")).toMatchObject({ isIn: true });
    server.work.commit({ "sales/data/deals/acme.md": jumped() });
    expect(server.push("origin", "main:trunk")).toMatchObject({ isIn: false, errors: ["sales/data/deals/acme.md:6 stage/jump"] });
  });

  test("a push that takes too long is refused with a sentence", () => {
    const server = new PushServer(started);
    server.work.commit({ [acme]: offer() });
    server.set("dealbook.timeLimit", "0.01");
    const { isIn, text } = server.push("origin", "main");
    expect(isIn).toBe(false);
    expect(text).toContain("judging it took more than 0.01 seconds");
  });

  test("a setting that says nothing refuses the push", () => {
    const server = new PushServer(started);
    server.set("dealbook.branches", "maybe");
    server.work.commit({ [acme]: offer() });
    const { isIn, text } = server.push("origin", "main");
    expect(isIn).toBe(false);
    expect(text).toContain('The setting dealbook.branches is "maybe".');
  });
});

test("what a push is told holds no character that acts on a terminal", () => {
  const server = new PushServer(started);
  server.work.commit({ [acme]: jumped().replace("title: Platform", 'title: "\\e[31mred"').replace("owner: ann", 'owner: "\\e[2J"') });
  server.work.git("commit", "--quiet", "--amend", "--message=\u001b[2JGone");
  const { isIn, text } = server.push("origin", "main");
  expect(isIn).toBe(false);
  expect(text.replaceAll("\u001b[K", "")).not.toContain("\u001b");
});

test("where nobody has approved, the push is told what counts as an approval here", () => {
  const server = new PushServer({
    ...started,
    "content/people.yaml":
      "roles:\n  rep: { name: Rep }\n  finance: { name: Finance }\npeople:\n  ann: { name: Ann, role: rep, email: ann@example.com }\n  fay: { name: Fay, role: finance, email: fay@example.com }\n",
    [pipelineFile]: pipeline.replace("    exit:\n", "    exit:\n      - { approval: finance, say: Finance has approved the offer. }\n"),
  });
  const signed = "approvals: [{ role: finance, by: fay, date: 2026-10-05 }]";
  server.work.commit({ [acme]: offer() }, "ann");
  const alone = server.push("origin", "main");
  expect(alone).toMatchObject({ isIn: false, errors: [`${acme}:6 gate/approval`] });
  expect(alone.text).toContain("Reviews on a forge are not known here.");
  server.work.git("branch", "side");
  server.work.git("reset", "--quiet", "--hard", "HEAD~1");
  server.work.git("switch", "--quiet", "side");
  server.work.commit({ [acme]: offer("Acme", signed) }, "fay");
  server.work.git("switch", "--quiet", "main");
  server.work.git("merge", "--quiet", "--no-ff", "--no-edit", "side");
  expect(server.push("origin", "main")).toMatchObject({ isIn: true, errors: [] });
});
