import type { AstroIntegration } from "astro";
import { z } from "zod";
import { type LocalAnswer, localHeader, localPath } from "../../adapters/forge/local-record.ts";
import { openRepository } from "../../adapters/git/repository.ts";
import type { Repository } from "../../app/ports.ts";
import { recordRef } from "../../app/record-change.ts";
import { Refusal } from "../../app/refusal.ts";

type DevServer = Parameters<NonNullable<AstroIntegration["hooks"]["astro:server:setup"]>>[0]["server"];
type IncomingMessage = Parameters<DevServer["middlewares"]["handle"]>[0];

// Deals and their documents: nothing else is changed from a page.
const path = z.string().regex(/^deals\/(?:[a-z0-9-]+\/)*[a-z0-9.-]+\.md$/);
const commit = z.string().regex(/^[0-9a-f]{40,64}$/);

const requestSchema = z.discriminatedUnion("ask", [
  z.strictObject({ ask: z.literal("newest") }),
  z.strictObject({ ask: z.literal("read"), commit, paths: z.array(path).max(100) }),
  z.strictObject({
    ask: z.literal("propose"),
    proposal: z.object({
      from: commit,
      branch: z.string().regex(/^deal\/[a-z0-9-]+$/),
      files: z.array(z.strictObject({ path, text: z.string().max(1_000_000) })).min(1),
      title: z.string().max(500),
    }),
  }),
]);

type Request = z.output<typeof requestSchema>;

async function newest(repository: Repository, branch: string): Promise<string> {
  const ref = await recordRef(repository, branch);
  const found = ref === null ? null : await repository.commitOf(ref);
  if (found !== null) return found;
  throw new Refusal("There is no commit yet that a proposal could go on from.", "Commit what there is: git add . && git commit");
}

async function answerTo(request: Request, repository: Repository, branch: string): Promise<unknown> {
  if (request.ask === "newest") return newest(repository, branch);
  if (request.ask === "read") return [...(await repository.readerAt(request.commit).read(request.paths))];
  const { from, branch: name, files, title } = request.proposal;
  await repository.commitAside({ from, branch: name, files, message: title });
  return { kind: "proposed", branch: name };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
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

/** While `dealbook dev` serves, pages propose to branches of the repository that it serves from. */
export const localDesk = (root: string, branch: string): AstroIntegration => ({
  name: "dealbook-local-desk",
  hooks: { "astro:server:setup": ({ server }) => serve(server, root, branch) },
});
