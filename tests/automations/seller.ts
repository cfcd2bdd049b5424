import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { callMain, type Outcome } from "../cli/rep.ts";
import { contentFiles, dealText, interest } from "../git/content-files.ts";
import { TemporaryRepository } from "../git/temporary-repository.ts";
import type { Services } from "./services.ts";

export const ref = "refs/dealbook/automations";
export const secret = `whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;

const people = `roles:
  rep: { name: Rep }
  finance: { name: Finance }
people:
  ann: { name: Ann Lee, role: rep, email: ann@example.com }
  fay: { name: Fay, role: finance, email: fay@example.com }
  gus: { name: Gus, role: finance, email: gus@example.com, until: 2025-12-31 }
`;

const shared = String(contentFiles()["content/pipelines/sales.yaml"]);

/** The pipeline of the marked cases, with lines under its second stage. */
export const pipelineWith = (lines: string): string => shared.replace("    goal: Make an offer.\n", `    goal: Make an offer.\n${lines}`);

/** One action of each kind, in this order: issue, Slack, e-mail, webhook. */
export const fourActions = (channel: string): string => `    on_enter:
      - say: A reminder.
      - say: An issue is opened.
        issue:
          repository: ann/hubs
          title: "Offer for {{deal.company}}"
          body: |
            **{{deal.title}}** for {{deal.company}}, {{deal.amount}}, by {{deal.owner}}.
            From {{move.from}} to {{move.to}}. Next: {{deal.next_step}}
          labels: [offer]
      - say: The team hears of it.
        slack: { channel: ${channel}, text: "*Offer* for {{deal.company}}: {{deal.title}}" }
      - say: Finance gets an e-mail.
        email: { to: [finance, owner, BOSS], subject: "Offer for {{deal.company}}", text: "Title: {{deal.title}}\\nAmount: {{deal.amount}}" }
      - say: The planner is called.
        webhook: { url: PLANNER_URL }
`;

/** A deal that is ready for the second stage; `stage` says where it stands. */
export const deal = (
  stage: "lead" | "offer",
  { company = "Acme", title = "Platform" }: { company?: string; title?: string } = {},
): string =>
  dealText({
    company,
    stage,
    entered: stage === "lead" ? "2026-10-01" : "2026-10-03",
    more: [interest, "amount: { value: 5000, currency: EUR }"],
  }).replace("title: Platform", `title: ${title}`);

/** Path of a deal's file. */
export const pathOf = (slug: string): string => `content/deals/2026/${slug}.md`;

let count = 0;

/** Files of a content root of its own: the same commit in two repositories would have the same keys. */
export function rootFiles(actions: string) {
  count += 1;
  return {
    ...contentFiles(),
    "content/people.yaml": people,
    "content/pipelines/sales.yaml": pipelineWith(actions),
    "number.txt": `${process.pid} ${count}\n`,
  };
}

/** A repository with a pipeline and deals in its first stage, whose automations have begun. */
export async function seller(actions: string, env: Env, slugs: readonly string[] = ["acme"]): Promise<TemporaryRepository> {
  const work = new TemporaryRepository();
  const deals = Object.fromEntries(slugs.map((slug) => [pathOf(slug), deal("lead")]));
  work.commit(rootFiles(actions));
  work.commit(deals);
  await automate(work, env);
  return work;
}

/** Variables of the environment. */
export type Env = Readonly<Record<string, string>>;

/** Where the services are, and what opens them. */
export const envOf = ({ github, slack, resend }: Services, planner: string): Env => ({
  GITHUB_API_URL: github.url,
  SLACK_API_URL: `${slack.url}/api`,
  RESEND_BASE_URL: resend.url,
  ISSUES_TOKEN: "token-ann",
  SLACK_TOKEN: "token-ann",
  RESEND_API_KEY: "token-ann",
  EMAIL_FROM: "Sales <sales@example.com>",
  BOSS: "boss@example.com",
  PLANNER_URL: planner,
  WEBHOOK_SECRET: secret,
});

const isolated = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };

/** Runs `dealbook automate` in this process. */
export const automate = (work: TemporaryRepository, env: Env, ...args: string[]): Promise<Outcome> =>
  callMain(work.folder, ["automate", ...args], { ...isolated, ...env });

const script = fileURLToPath(new URL("../../scripts/dealbook.ts", import.meta.url));

/** A process of `dealbook automate`: its id, and what it printed when it was over (`code` is null where it was killed). */
export interface Started {
  readonly id: number;
  readonly kill: () => void;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** Starts `dealbook automate` as people do. */
export function start(work: TemporaryRepository, env: Env, ...args: string[]): Started {
  const { DEALBOOK_CONTENT: _, GITHUB_ACTIONS: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [script, "automate", ...args], { cwd: work.folder, env: { ...inherited, ...isolated, ...env } });
  const texts = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.err += text;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
  return { id: child.pid ?? 0, kill: () => void child.kill("SIGKILL"), ended };
}

/** What is kept under the ref. */
export function progressOf(work: TemporaryRepository) {
  return JSON.parse(work.git("cat-file", "blob", `${ref}:state.json`)) as {
    cursor: string;
    done: string[];
    undelivered: { key: string; slug: string; problem: string; hint: string; attempts: number }[];
    worker: object | null;
  };
}
