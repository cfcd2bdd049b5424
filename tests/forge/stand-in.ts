import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Emulator } from "emulate";
import { onTestFinished } from "vitest";

/** An answer that the forge gives in place of the emulator's. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request as it was made, such as `POST /repos/ann/sales/issues/1/comments`. */
type Line = string;

/** What stands between Dealbook and the emulator. */
export interface StandIn {
  readonly url: string;
  /** Every request, in order. */
  readonly requests: Line[];
  /** Commits of the emulator, which has no git, by those of the repository that take their place; a later entry counts. */
  readonly commits: Map<string, string>;
  /** Answers by request, without its query; a function is called each time. */
  readonly answers: Map<Line, Answer | (() => Answer | undefined)>;
  /** The requests that write. */
  readonly writes: () => Line[];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { emulator, commits }: { emulator: string; commits: StandIn["commits"] },
) {
  const body = await bodyOf(request);
  const method = request.method ?? "GET";
  const answer = await fetch(`${emulator}${request.url}`, {
    method,
    headers: { authorization: request.headers.authorization ?? "", "content-type": "application/json" },
    ...(body !== "" && { body }),
  });
  let text = await answer.text();
  for (const [theirs, ours] of commits) text = text.replaceAll(theirs, ours);
  response.writeHead(answer.status, { "content-type": "application/json" }).end(text);
}

/** A server on loopback that hands requests on to the emulator, with commits that git has; closed when the test is over. */
export async function standIn(emulator: Emulator): Promise<StandIn> {
  const requests: Line[] = [];
  const commits = new Map<string, string>();
  const answers: StandIn["answers"] = new Map();
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url?.split("?")[0]}`;
    requests.push(line);
    const given = answers.get(line) ?? answers.get("*");
    const answer = typeof given === "function" ? given() : given;
    if (!answer) return void forward(request, response, { emulator: emulator.url, commits });
    response
      .writeHead(answer.status, { "content-type": "application/json", ...answer.headers })
      .end(JSON.stringify(answer.body ?? { message: "No." }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    commits,
    answers,
    writes: () => requests.filter((line) => !line.startsWith("GET") && !line.endsWith("/graphql")),
  };
}
