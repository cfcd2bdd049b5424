import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openRepository } from "../../src/adapters/git/repository.ts";
import { acceptProposal, isProposalOpen, withdrawProposal } from "../../src/app/decide-proposal.ts";
import { keepProposal } from "../../src/app/keep-proposal.ts";
import type { BusinessDate } from "../../src/core/calendar/business-date.ts";
import { contentFiles, dealText, interest } from "./content-files.ts";
import { TemporaryRepository, temporaryFolder, today } from "./temporary-repository.ts";

const branch = "deal/acme-offer";
const path = "deals/2026/acme.md";
const file = `content/${path}`;
const otherFile = "content/deals/2026/other.md";
const lead = dealText({ more: [interest] });
const offered = dealText({ stage: "offer", entered: today, more: [interest] });

async function openedAt(folder: string) {
  const open = await openRepository(join(folder, "content"));
  if (!open) throw new Error("no repository");
  return open.repository;
}

/** A repository with a lead on main, as its user has it before anything is proposed. */
function freshRepository(): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.git("config", "user.name", "Rep");
  repository.git("config", "user.email", "rep@example.com");
  repository.commit({ ...contentFiles(), [file]: lead, [otherFile]: dealText({ company: "Other" }) });
  return repository;
}

/** Proposes a text of the deal as a page does. */
async function propose(repository: TemporaryRepository, text = offered): Promise<string> {
  const opened = await openedAt(repository.folder);
  const from = repository.git("rev-parse", "main");
  const kept = await keepProposal(
    opened,
    { branch, from, files: [{ path, text }], title: "Acme: Lead → Offer", isReplacing: true },
    "main",
  );
  return repository.git("rev-parse", kept.branch);
}

const proposal = { branch, defaultBranch: "main" };
const accept = async ({ folder }: TemporaryRepository) => acceptProposal(await openedAt(folder), proposal, () => today as BusinessDate);
const withdraw = async ({ folder }: TemporaryRepository) => withdrawProposal(await openedAt(folder), proposal);
const isOpen = async ({ folder }: TemporaryRepository) => isProposalOpen(await openedAt(folder), proposal);

/** All that a user could find changed. */
const stateOf = (repository: TemporaryRepository) => ({
  refs: repository.git("for-each-ref", "--format=%(refname) %(objectname)"),
  head: repository.git("symbolic-ref", "HEAD"),
  status: repository.git("status", "--porcelain", "--untracked-files=all"),
  text: readFileSync(join(repository.folder, file), "utf8"),
  isMerging: existsSync(join(repository.folder, ".git/MERGE_HEAD")),
});

/** What is refused must leave no trace. */
async function expectRefused(repository: TemporaryRepository, action: () => Promise<unknown>, words: { message: RegExp; hint: RegExp }) {
  const before = stateOf(repository);
  await expect(action()).rejects.toMatchObject({
    name: "Refusal",
    message: expect.stringMatching(words.message),
    hint: expect.stringMatching(words.hint),
  });
  expect(stateOf(repository)).toEqual(before);
}

const onMain = (repository: TemporaryRepository): string => repository.git("show", `main:${file}`);
const proposals = (repository: TemporaryRepository): string => repository.git("branch", "--list", "deal/*");

describe("a proposal is taken in", () => {
  test("by a fast-forward; its branch is gone, and the folder shows it", async () => {
    const repository = freshRepository();
    const commit = await propose(repository);
    expect(await isOpen(repository)).toBe(true);
    expect(await accept(repository)).toEqual({ kind: "accepted", warnings: [], isShown: true });
    expect(repository.git("rev-parse", "main")).toBe(commit);
    expect(stateOf(repository)).toMatchObject({ text: offered, status: "", head: "refs/heads/main", isMerging: false });
    expect(proposals(repository)).toBe("");
    expect(repository.git("config", "--local", "--list")).not.toContain("branch.");
    expect(await isOpen(repository)).toBe(false);
  });

  test("by a merge where something else was recorded meanwhile; edits of other files stay edits", async () => {
    const repository = freshRepository();
    const commit = await propose(repository);
    const other = repository.commit({ [file]: lead.replace("Notes.", "Notes.\n\nThey called.") });
    repository.write({ [otherFile]: "half-way", "content/new.txt": "mine" });
    repository.git("add", otherFile);
    expect(await accept(repository)).toMatchObject({ kind: "accepted", isShown: true });
    expect(repository.git("log", "-1", "--format=%P", "main")).toBe(`${other} ${commit}`);
    const both = offered.replace("Notes.", "Notes.\n\nThey called.");
    expect([onMain(repository), stateOf(repository).text]).toEqual([both.trim(), both]);
    expect(stateOf(repository)).toMatchObject({ status: `M  ${otherFile}\n?? content/new.txt`, isMerging: false });
  });

  test("as one change of the record, where somebody has gone on with it by hand", async () => {
    const repository = freshRepository();
    const before = repository.git("rev-parse", "main");
    await propose(repository);
    repository.git("switch", "--quiet", branch);
    const tip = repository.commit({ [file]: offered.replace("Notes.", "More notes.") });
    repository.git("switch", "--quiet", "main");
    expect(await accept(repository)).toMatchObject({ kind: "accepted" });
    expect(repository.git("log", "-1", "--format=%P", "main")).toBe(`${before} ${tip}`);
  });

  test("where another branch is checked out: only the record moves", async () => {
    const repository = freshRepository();
    const commit = await propose(repository);
    repository.git("switch", "--quiet", "--create", "work");
    repository.write({ [file]: "my own edit" });
    const { head, status, text } = stateOf(repository);
    expect(await accept(repository)).toMatchObject({ kind: "accepted", isShown: false });
    expect(repository.git("rev-parse", "main")).toBe(commit);
    expect(stateOf(repository)).toMatchObject({ head, status, text });
  });

  test("where it is checked out itself: it stays there", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", branch);
    expect(await accept(repository)).toMatchObject({ kind: "accepted", isShown: false });
    expect([onMain(repository), proposals(repository)]).toEqual([offered.trim(), `* ${branch}`]);
    expect(await isOpen(repository)).toBe(false);
  });

  test("with the check's warnings, which stop nothing", async () => {
    const repository = freshRepository();
    const lost = (reason: string) => dealText({ stage: "lost", entered: today, more: [`lost_reason: ${reason}`, interest] });
    repository.commit({ [file]: lost("price") });
    await propose(repository, lost("timing"));
    const outcome = await accept(repository);
    expect(outcome).toMatchObject({ kind: "accepted", warnings: [{ hint: "Keep it only if it mends a mistake." }] });
  });

  test("at the second attempt where git was killed between the files and the ref: no merge is left half-done", async () => {
    const repository = freshRepository();
    const commit = await propose(repository);
    const hook = join(repository.folder, ".git/hooks/reference-transaction");
    writeFileSync(hook, '#!/bin/sh\ngrep -q " refs/heads/main$" && [ "$1" = prepared ] && kill -9 $PPID\nexit 0\n', { mode: 0o755 });
    await expect(accept(repository)).rejects.toMatchObject({ name: "Refusal" });
    rmSync(hook);
    rmSync(join(repository.folder, ".git/refs/heads/main.lock"), { force: true });
    rmSync(join(repository.folder, ".git/HEAD.lock"), { force: true });
    expect(repository.git("rev-parse", "main")).not.toBe(commit);
    expect(stateOf(repository)).toMatchObject({ status: `M  ${file}`, isMerging: false });
    expect(await accept(repository)).toMatchObject({ kind: "accepted" });
    expect(stateOf(repository)).toMatchObject({ text: offered, status: "" });
  });

  test("whatever the user's settings would make of a merge", async () => {
    const repository = freshRepository();
    for (const [key, value] of [
      ["merge.autoStash", "true"],
      ["merge.ff", "false"],
      ["branch.main.mergeOptions", "--squash"],
    ] as const)
      repository.git("config", key, value);
    const commit = await propose(repository);
    await accept(repository);
    expect(repository.git("rev-parse", "main")).toBe(commit);
    expect(stateOf(repository)).toMatchObject({ text: offered, status: "" });
  });
});

describe("nothing is changed", () => {
  test("where the check refuses it: its findings are told", async () => {
    const repository = freshRepository();
    await propose(repository, dealText({ stage: "contract", entered: today }));
    const before = stateOf(repository);
    const outcome = await accept(repository);
    expect(outcome).toMatchObject({ kind: "refused" });
    expect(outcome.kind === "refused" && outcome.errors[0]?.message).toMatch(/jumps from "lead" to "contract"/);
    expect(stateOf(repository)).toEqual(before);
  });

  test("where the check refuses what the merge would make of two proposals that are right by themselves", async () => {
    const repository = freshRepository();
    await propose(repository, lead.replace("owner: ann", "owner: ann\nsource: event"));
    repository.commit({ [file]: lead.replace("title: Platform", "source: inbound\ntitle: Platform") });
    const before = stateOf(repository);
    expect(await accept(repository)).toMatchObject({ kind: "refused", errors: [{ message: expect.stringContaining("source") }] });
    expect(stateOf(repository)).toEqual(before);
  });

  test("where somebody has changed the same line: it says what to do", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.commit({ [file]: lead.replace("stage: lead", "stage: lost\nlost_reason: price") });
    await expectRefused(repository, () => accept(repository), { message: /changed the same line/, hint: /Propose it again/ });
  });

  test.each([
    { what: "edited", edit: (it: TemporaryRepository) => it.write({ [file]: "mine" }) },
    {
      what: "edited and staged",
      edit: (it: TemporaryRepository) => {
        it.write({ [file]: "mine" });
        it.git("add", file);
      },
    },
  ])("where the file was $what in the folder", async ({ edit }) => {
    const repository = freshRepository();
    await propose(repository);
    edit(repository);
    await expectRefused(repository, () => accept(repository), { message: new RegExp(`changed ${file}`), hint: /Commit it/ });
  });

  test("where a file that git ignores is in the way", async () => {
    const repository = freshRepository();
    const opened = await openedAt(repository.folder);
    const added = { path: "deals/2026/new.md", text: dealText({ company: "New", entered: today }) };
    await opened.commitAside({ branch, from: repository.git("rev-parse", "main"), files: [added], message: "New" });
    repository.write({ ".git/info/exclude": "new.md\n", "content/deals/2026/new.md": "mine" });
    await expectRefused(repository, () => accept(repository), { message: /new\.md/, hint: /put it aside/ });
    expect(readFileSync(join(repository.folder, "content/deals/2026/new.md"), "utf8")).toBe("mine");
  });

  test("where a merge or a rebase is under way", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", "--create", "side");
    repository.commit({ [otherFile]: "side" });
    repository.git("switch", "--quiet", "main");
    repository.commit({ [otherFile]: "main" });
    expect(() => repository.git("merge", "--quiet", "side")).toThrow();
    await expectRefused(repository, () => accept(repository), { message: /could not bring the folder/, hint: /git status/ });
    repository.git("merge", "--abort");
    expect(() => repository.git("rebase", "--quiet", "side")).toThrow();
    const main = repository.git("rev-parse", "main");
    await expect(accept(repository)).rejects.toMatchObject({ message: expect.stringContaining("rebase is under way") });
    expect(repository.git("rev-parse", "main")).toBe(main);
  });

  test("where the board's branch is open in another folder", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", "--create", "work");
    const folder = join(temporaryFolder(), "other tree");
    repository.git("worktree", "add", "--quiet", folder, "main");
    await expectRefused(repository, () => accept(repository), { message: /other tree$/, hint: /dealbook dev/ });
  });

  test("where the proposal holds more than deals", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", branch);
    repository.commit({ "package.json": "{}" });
    repository.git("switch", "--quiet", "main");
    await expectRefused(repository, () => accept(repository), { message: /package\.json/, hint: /looked at/ });
  });

  test("where the proposal is gone", async () => {
    const repository = freshRepository();
    await expectRefused(repository, () => accept(repository), { message: /not there any more/, hint: /Load the page/ });
    await expectRefused(repository, () => withdraw(repository), { message: /not there any more/, hint: /Load the page/ });
  });

  test("where the record moved while it was judged", async () => {
    const repository = freshRepository();
    const commit = await propose(repository);
    const from = repository.git("rev-parse", "main");
    const newer = repository.commit({ [otherFile]: dealText({ company: "Another" }) });
    const opened = await openedAt(repository.folder);
    expect(await opened.advanceBranch("main", { from, to: commit })).toBe(false);
    expect(repository.git("rev-parse", "main")).toBe(newer);
  });
});

describe("a proposal of a name that is there already", () => {
  const other = offered.replace("Notes.", "Other notes.");
  const keep = async (repository: TemporaryRepository, text: string, { from = "main", isReplacing = false } = {}) =>
    keepProposal(
      await openedAt(repository.folder),
      { branch, from: repository.git("rev-parse", from), files: [{ path, text }], title: "Acme: more", isReplacing },
      "main",
    );
  const proposed = (repository: TemporaryRepository, name = branch): string => repository.git("show", `${name}:${file}`);

  test("is told, and does not take the place of the other unless it shall", async () => {
    const repository = freshRepository();
    await propose(repository);
    expect(await keep(repository, other)).toEqual({ kind: "taken", branch });
    expect(await keep(repository, offered)).toEqual({ kind: "proposed", branch });
    expect(proposed(repository)).toBe(offered.trim());
    expect(await keep(repository, other, { isReplacing: true })).toEqual({ kind: "proposed", branch });
    expect(proposed(repository)).toBe(other.trim());
    expect(await withdraw(repository)).toBe("Acme: more");
  });

  test("goes on from it: both are taken in as one change of the record, or taken back", async () => {
    const repository = freshRepository();
    await propose(repository);
    await keep(repository, other, { from: branch, isReplacing: true });
    expect(repository.git("rev-list", "--count", `main..${branch}`)).toBe("2");
    expect(await withdraw(repository)).toBe("Acme: Lead → Offer; Acme: more");
    await propose(repository);
    await keep(repository, other, { from: branch, isReplacing: true });
    expect(await accept(repository)).toMatchObject({ kind: "accepted" });
    expect([onMain(repository), repository.git("rev-list", "--count", "--first-parent", "main")]).toEqual([other.trim(), "2"]);
  });

  test("never takes the place of work by hand, open or checked out", async () => {
    const repository = freshRepository();
    repository.git("switch", "--quiet", "--create", branch);
    expect(await keep(repository, offered)).toEqual({ kind: "proposed", branch: `${branch}-2` });
    repository.commit({ [file]: other });
    repository.git("switch", "--quiet", "main");
    expect(await keep(repository, offered, { isReplacing: true })).toEqual({ kind: "proposed", branch: `${branch}-2` });
    expect([proposed(repository), proposed(repository, `${branch}-2`)]).toEqual([other.trim(), offered.trim()]);
  });

  test("has the name where the other one is in the record", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("merge", "--quiet", branch);
    expect(await keep(repository, other)).toEqual({ kind: "proposed", branch });
  });
});

describe("a proposal is taken back", () => {
  test("and says what was dropped", async () => {
    const repository = freshRepository();
    const before = stateOf(repository);
    await propose(repository);
    expect(await withdraw(repository)).toBe("Acme: Lead → Offer");
    expect(stateOf(repository)).toEqual(before);
    expect(repository.git("config", "--local", "--list")).not.toContain("branch.");
  });

  test("but not with work that was done by hand, before or since", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", branch);
    repository.commit({ [file]: offered.replace("Notes.", "By hand.") });
    repository.git("switch", "--quiet", "main");
    await expectRefused(repository, () => withdraw(repository), { message: /not proposed from a page/, hint: /delete it yourself/ });
    repository.git("branch", "--quiet", "--force", branch, `${branch}~1`);
    expect(await withdraw(repository)).toBe("Acme: Lead → Offer");
    repository.git("branch", "--quiet", branch, "main");
    repository.git("switch", "--quiet", branch);
    repository.commit({ [file]: offered });
    repository.git("switch", "--quiet", "main");
    await expectRefused(repository, () => withdraw(repository), { message: /not proposed from a page/, hint: /git log/ });
  });

  test("but not while somebody has it checked out, or once it is on the board", async () => {
    const repository = freshRepository();
    await propose(repository);
    repository.git("switch", "--quiet", branch);
    await expectRefused(repository, () => withdraw(repository), { message: /at work on/, hint: /git switch main/ });
    repository.git("switch", "--quiet", "main");
    repository.git("merge", "--quiet", branch);
    await expectRefused(repository, () => withdraw(repository), { message: /on the board already/, hint: /from its page/ });
  });
});
