import type { AstroIntegration } from "astro";
import { z } from "zod";
import { type LocalAnswer, localHeader, localPath } from "../../adapters/forge/local-record.ts";
import { openRepository } from "../../adapters/git/repository.ts";
import { acceptProposal, isProposalOpen, newestCommit, tipOf, withdrawProposal } from "../../app/decide-proposal.ts";
import { keepProposal } from "../../app/keep-proposal.ts";
import type { Repository } from "../../app/ports.ts";
import { Refusal } from "../../app/refusal.ts";
import { todayIn } from "../today.ts";

type DevServer = Parameters<NonNullable<AstroIntegration["hooks"]["astro:server:setup"]>>[0]["server"];
type IncomingMessage = Parameters<DevServer["middlewares"]["handle"]>[0];

// Deals and their documents: nothing else is changed from a page.
const path = z.string().regex(/^deals\/(?:[a-z0-9-]+\/)*[a-z0-9.-]+\.md$/);
const commit = z.string().regex(/^[0-9a-f]{40,64}$/);

const branchName = z.string().regex(/^deal\/[a-z0-9-]+$/);

const requestSchema = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("newest"), branch: branchName.optional() }),
  z.strictObject({ ask: z.literal("read"), commit, paths: z.array(path).max(100) }),
  z.strictObject({
    ask: z.literal("propose"),
    proposal: z.object({
      from: commit,
      branch: branchName,
      files: z.array(z.strictObject({ path, text: z.string().max(1_000_000) })).min(1),
      title: z.string().max(500),
      isReplacing: z.boolean(),
    }),
  }),
  z.strictObject({ ask: z.enum(["is-open", "accept", "withdraw"]), branch: branchName }),
]);

type Request = z.output<typeof requestSchema>;

async function answerTo(request: Request, repository: Repository, defaultBranch: string): Promise<unknown> {
  switch (request.ask) {
    case "newest":
      return request.branch === undefined ? newestCommit(repository, defaultBranch) : tipOf(repository, request.branch);
    case "read":
      return [...(await repository.readerAt(request.commit).read(request.paths))];
    case "propose":
      return keepProposal(repository, request.proposal, defaultBranch);
    case "is-open":
      return isProposalOpen(repository, { branch: request.branch, defaultBranch });
    case "accept":
      return acceptProposal(repository, { branch: request.branch, defaultBranch }, todayIn);
    case "withdraw":
      return withdrawProposal(repository, { branch: request.branch, defaultBranch });
  }
}

// A deal with its documents has some hundred kilobytes at most.
const mostBytes = 10_000_000;

/** What was sent; `null` where it is too much, or no JSON. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return null;
  }
}

const refusal = ({ message, hint }: Refusal): LocalAnswer => ({ problem: message, hint });

async function answer(request: IncomingMessage, root: string, branch: string): Promise<LocalAnswer> {
  const asked = requestSchema.safeParse(await bodyOf(request));
  if (!asked.success) return refusal(new Refusal("The page asked for something that is not known here.", "Load the page again."));
  const opened = await openRepository(root);
  if (!opened) return refusal(new Refusal("There is no git repository to keep it in.", "Make one: git init"));
  try {
    return { answer: await answerTo(asked.data, opened.repository, branch) };
  } catch (error) {
    if (error instanceof Refusal) return refusal(error);
    throw error;
  }
}

function serve(server: DevServer, root: string, branch: string): void {
  const url = server.config.base.replace(/\/$/, "") + localPath;
  server.middlewares.use((request, response, next) => {
    if (request.url !== url || request.method !== "POST" || request.headers[localHeader] === undefined) return next();
    answer(request, root, branch).then((told) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(told));
    }, next);
  });
}

/** While `dealbook dev` serves, pages propose to branches of the repository that it serves from, and take them in or back. */
export const localDesk = (root: string, branch: string): AstroIntegration => ({
  name: "dealbook-local-desk",
  hooks: { "astro:server:setup": ({ server }) => serve(server, root, branch) },
});
