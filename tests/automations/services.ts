import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator, type Emulator } from "emulate";

/** The emulators that a test file shares, and the Slack channel that messages go to. */
export interface Services {
  readonly github: Emulator;
  readonly slack: Emulator;
  readonly resend: Emulator;
  readonly channel: string;
  readonly close: () => Promise<void>;
}

const tokens = { "token-ann": { login: "ann", scopes: ["repo", "user"] } };

async function json<T>(url: string, token: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

/** Starts GitHub, Slack and an e-mail service on loopback. */
export async function startServices(): Promise<Services> {
  const users = [{ login: "ann", name: "Ann", email: "ann@example.com" }];
  const [github, slack, resend] = await Promise.all([
    createEmulator({
      service: "github",
      port: 0,
      seed: { tokens, github: { users, repos: [{ owner: "ann", name: "hubs", auto_init: true }] } },
    }),
    createEmulator({ service: "slack", port: 0, seed: { tokens, slack: { channels: [{ name: "sales" }] } } }),
    createEmulator({ service: "resend", port: 0, seed: { tokens } }),
  ]);
  const list = await json<{ channels: { id: string; name: string }[] }>(`${slack.url}/api/conversations.list`, "token-ann", {});
  const channel = list.channels.find(({ name }) => name === "sales")?.id ?? "";
  const close = async () => {
    await Promise.all([github.close(), slack.close(), resend.close()]);
  };
  return { github, slack, resend, channel, close };
}

/** An issue as GitHub has it. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly { readonly name: string }[];
}

/** Everything that has arrived, oldest first. */
export async function arrivedAt({ github, slack, resend, channel }: Services) {
  const issues = await json<Issue[]>(`${github.url}/repos/ann/hubs/issues?state=all&sort=created&direction=asc&per_page=100`, "token-ann");
  const history = await json<{ messages: { text: string; metadata?: object }[] }>(`${slack.url}/api/conversations.history`, "token-ann", {
    channel,
    limit: 200,
  });
  const emails = await json<{ data: { to: string[]; subject: string; text: string; from: string }[] }>(`${resend.url}/emails`, "token-ann");
  return { issues, messages: history.messages.toReversed(), emails: emails.data };
}

/** A request that reached a server of ours. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What a server of ours answers: a status, with headers and a body where there are any, or nothing at all. */
type Answer = number | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } | null;

/** A server on loopback. */
export interface Loopback {
  readonly url: string;
  readonly calls: Call[];
  readonly close: () => void;
}

async function listen(server: Server, calls: Call[]): Promise<Loopback> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, close };
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces).toString("utf8") };
}

/** A receiver of webhooks, or a service that answers as it is told to. */
export function receiver(answer: (call: Call, count: number) => Answer | Promise<Answer> = () => 204): Promise<Loopback> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    calls.push(call);
    const given = await answer(call, calls.length);
    if (given === null) return void request.socket.destroy();
    const { status, headers = {}, body = {} } = typeof given === "number" ? { status: given } : given;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(status === 204 ? undefined : JSON.stringify(body));
  });
  return listen(server, calls);
}

/** Stands before a service. `before` hears of a call that is about to reach it, `after` of one whose answer is about to go back; false cuts the line. */
export function gate(
  target: string,
  { before = () => true, after = () => true }: { before?: (call: Call) => boolean; after?: (call: Call) => boolean } = {},
): Promise<Loopback> {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const call = await callOf(request);
    calls.push(call);
    if (!before(call)) return void request.socket.destroy();
    const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
    const isRead = call.method === "GET";
    const answer = await fetch(target + call.path, {
      method: call.method,
      headers: headers as Record<string, string>,
      ...(!isRead && { body: call.body }),
    });
    const text = await answer.text();
    if (!after(call)) return void request.socket.destroy();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" }).end(text);
  });
  return listen(server, calls);
}
