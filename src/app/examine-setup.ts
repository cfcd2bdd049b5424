import type { BusinessDate } from "../core/calendar/business-date.ts";
import { type Content, settingsFindings } from "../core/check/check-content.ts";
import { countErrors } from "../core/finding/finding.ts";
import { personOf } from "../core/people/people.ts";
import type { Repository } from "./ports.ts";
import { Refusal } from "./refusal.ts";

/** One thing that was looked at. A `note` is no obstacle, but something to know. */
export interface Diagnosis {
  /** What was looked at. */
  readonly what: string;
  readonly state: "good" | "note" | "problem";
  readonly message: string;
  /** How to mend it. */
  readonly remedy?: string;
}

const good = (what: string, message: string): Diagnosis => ({ what, state: "good", message });
const note = (what: string, message: string, remedy: string): Diagnosis => ({ what, state: "note", message, remedy });
const problem = (what: string, message: string, remedy: string): Diagnosis => ({ what, state: "problem", message, remedy });

/** The oldest Node version with which everything works. */
const neededNode = 24;

/** Whether the Node version is new enough. */
export function examineNode(version: string): Diagnosis {
  if (Number.parseInt(version, 10) >= neededNode) return good("Node", `Version ${version}.`);
  return problem(
    "Node",
    `Version ${version} is too old; ${neededNode} or later is needed.`,
    "npm ci brings one along; call dealbook through npm or npx.",
  );
}

/** Whether the settings can be read. */
export function examineSettings(content: Content, today: BusinessDate): Diagnosis {
  const errors = countErrors(settingsFindings(content.settings, today));
  const { pipelines } = content.settings.rules;
  if (errors > 0)
    return problem("Settings", `${errors === 1 ? "One thing is" : `${errors} things are`} wrong with them.`, "See what: dealbook check");
  const [rules, deals] = [pipelines.size, content.deals.files.length];
  return good("Settings", `${rules} ${rules === 1 ? "pipeline" : "pipelines"} and ${deals} ${deals === 1 ? "deal" : "deals"} are read.`);
}

async function examineDefaultBranch(repository: Repository, name: string): Promise<Diagnosis> {
  const what = "Default branch";
  if (await repository.hasCommit(name)) return good(what, `${name} is there.`);
  if (await repository.hasCommit(`origin/${name}`)) return good(what, `${name} is there, as last fetched.`);
  const fetch = (await repository.remote()) === null ? `Make it: git branch ${name}` : `Fetch it: git fetch origin ${name}:${name}`;
  return problem(what, `There is no branch "${name}".`, `${fetch} (or correct default_branch in dealbook.yaml)`);
}

async function examineHistory(repository: Repository): Promise<Diagnosis> {
  try {
    await repository.requireFullHistory();
    return good("History", "All commits are here.");
  } catch (error) {
    if (error instanceof Refusal) return problem("History", error.message, error.hint);
    throw error;
  }
}

async function examinePerson(repository: Repository, { settings }: Content): Promise<Diagnosis> {
  const what = "Your name";
  const [name, email] = await Promise.all([repository.userName(), repository.userEmail()]);
  if (!name || !email)
    return problem(
      what,
      `git does not know ${name ? "your address" : "who you are"}.`,
      'git config --global user.name "…" && git config --global user.email …',
    );
  const person = personOf(settings.people, email);
  if (person !== undefined) return good(what, `${name} <${email}> is "${person}" in people.yaml.`);
  return note(what, `people.yaml does not know ${email}; your sign-offs do not count.`, 'Add it there under "email:" or "emails:".');
}

async function examineRemote(repository: Repository): Promise<Diagnosis> {
  const address = await repository.remote();
  if (address !== null) return good("Remote", address.replace(/(:\/\/)[^@/\s]*@/, "$1"));
  return note("Remote", "There is no remote called origin; nothing can be pushed.", "git remote add origin ADDRESS");
}

async function examineEdits(repository: Repository): Promise<Diagnosis> {
  const edited = await repository.changedPaths("HEAD", null);
  if (edited.length === 0) return good("Edits", "None is waiting to be committed.");
  return note(
    "Edits",
    `${edited.length === 1 ? "One file is" : `${edited.length} files are`} edited and not committed.`,
    "See them: git status",
  );
}

const firstCommit = 'git add . && git commit --message "Start"';

/** Looks at the git repository around the content. */
export async function examineRepository(repository: Repository | null, content: Content): Promise<Diagnosis[]> {
  const branch = content.settings.organisation?.default_branch ?? "main";
  if (!repository)
    return [
      problem(
        "Repository",
        "The content is in no git repository; there is no history, and nothing can be proposed.",
        `git init --initial-branch=${branch} && ${firstCommit}`,
      ),
    ];
  const hasCommit = await repository.hasCommit("HEAD");
  if (!hasCommit) return [problem("Repository", "Nothing is committed yet.", firstCommit), await examinePerson(repository, content)];
  return [
    await examineDefaultBranch(repository, branch),
    await examineHistory(repository),
    await examineRemote(repository),
    await examinePerson(repository, content),
    await examineEdits(repository),
  ];
}

/** Whether pull requests can be opened. */
export const examineToken = (token: string | undefined): Diagnosis =>
  token === undefined
    ? note("Token", "None is given; --pr cannot open pull requests.", "export GITHUB_TOKEN=$(gh auth token)")
    : good("Token", "There is one in the environment.");
