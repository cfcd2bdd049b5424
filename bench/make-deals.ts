import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const sample = fileURLToPath(new URL("../content/", import.meta.url));

/** A temporary repository with generated deals on `main`, and a branch with one deal advanced checked out. */
export interface GeneratedRepository {
  readonly folder: string;
  /** Files under content/. */
  readonly fileCount: number;
  readonly remove: () => void;
}

const stages = ["prospecting", "qualification", "discovery"] as const;

const confirmations = {
  prospecting: ["quality-lead", "initial-interest"],
  qualification: ["meeting-scheduled"],
  discovery: ["requirements-understood", "stakeholders-identified", "business-case-validated"],
};

const pad = (number: number): string => String(number).padStart(2, "0");

const paragraph = (index: number): string =>
  `They run ${index % 40} lines on three shifts, and lose about ${index % 90} hours a year to stops that nobody can explain.\nThe production manager wants to see one line working before the rest is talked about.`;

/** Thirty lines of notes: paragraphs, two headings and a list, as reps write them. */
const notes = (index: number): string =>
  [
    paragraph(index),
    "",
    "## What they need",
    "",
    ...Array.from({ length: 10 }, (_, line) => `- Requirement ${line + 1}: values every ${index % 7} seconds, kept for ${line + 1} years`),
    "",
    paragraph(index + 3),
    "",
    "## Next",
    "",
    paragraph(index + 7),
    "",
    ...Array.from(
      { length: 6 },
      (_, line) => `${line + 1}. Question ${line + 1} for the call, to be answered before the end of the month.`,
    ),
    "",
  ].join("\n");

/** A deal that meets its stage's requirements: fifteen lines of front matter, thirty of notes. */
function dealText(index: number, stage: (typeof stages)[number]): string {
  const confirmed = stages.slice(0, stages.indexOf(stage) + 1).flatMap((each) => confirmations[each]);
  const month = pad((index % 9) + 1);
  return `---
title: Monitoring of hall ${index % 12}
company: Company ${index}
contact: { name: Contact ${index}, role: Head of Production, email: contact${index}@example.com }
pipeline: sales
stage: ${stage}
stage_entered: 2026-${month}-12
owner: ${["amara", "jonas", "mei"][index % 3]}
amount: { value: ${10_000 + (index % 400) * 250}, currency: EUR }
expected_close: 2027-0${(index % 9) + 1}-15
next_step: { action: Call about the pilot, due: 2026-12-0${(index % 9) + 1} }
source: ${["inbound", "outbound", "referral", "event"][index % 4]}
qualification: { bant: { budget: ${index % 90}k approved, authority: The plant director signs, need: Fewer stops, timeline: Before summer } }
confirmed: { ${confirmed.map((criterion) => `${criterion}: 2026-${month}-11`).join(", ")} }
activities: [{ date: 2026-${month}-12, kind: call, by: diego, reply: true }, { date: 2026-${month}-20, kind: meeting, by: pavel }]
---
${notes(index)}`;
}

const summary = (index: number): string =>
  `---\ntemplate: discovery-summary\n---\n${["Situation", "Needs and pain points", "Requirements", "Stakeholders", "Business case", "Open questions"].map((section) => `## ${section}\n\n${paragraph(index)}\n`).join("\n")}`;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writeDeals(content: string, count: number): number {
  let documents = 0;
  for (let index = 0; index < count; index += 1) {
    const stage = stages[index % stages.length] ?? "prospecting";
    const path = join(content, "deals", "2026", pad((index % 12) + 1), `company-${index}`);
    write(`${path}.md`, dealText(index, stage));
    if (stage !== "discovery") continue;
    write(join(path, "discovery-summary.md"), summary(index));
    documents += 1;
  }
  return count + documents;
}

function commit(folder: string, message: string): void {
  const git = (...args: string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false", "-c", "gc.auto=0", ...args],
      { cwd: folder },
    );
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

/** Generates `count` valid deals of the sample's pipeline, a third of them with a document. The same count gives the same bytes. */
export function generateRepository(count: number): GeneratedRepository {
  const folder = mkdtempSync(join(tmpdir(), "dealbook-bench-"));
  const content = join(folder, "content");
  for (const name of ["dealbook.yaml", "people.yaml", "pipelines", "frameworks", "templates"])
    cpSync(join(sample, name), join(content, name), { recursive: true });
  const fileCount = writeDeals(content, count);
  execFileSync("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  commit(folder, "Deals");
  execFileSync("git", ["switch", "--quiet", "--create", "advance"], { cwd: folder });
  const moved = dealText(0, "prospecting")
    .replace("stage: prospecting", "stage: qualification")
    .replace("2026-01-12\nowner", "2026-11-20\nowner");
  write(join(content, "deals", "2026", "01", "company-0.md"), moved);
  commit(folder, "Advance one deal");
  return { folder, fileCount, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
