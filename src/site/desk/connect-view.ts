import { html, type TemplateResult } from "lit-html";
import type { DeskRecord } from "./desk-data.ts";

/** What somebody can do who has given no token yet. */
interface ConnectActions {
  readonly connect: (token: string, isRemembered: boolean) => void;
  readonly byHand: () => void;
  readonly back: () => void;
}

type GitHubPlace = Extract<DeskRecord, { kind: "github" }>;

/** Where a token is made; a GitHub Enterprise has the same page at its own address. */
function tokenPage({ api, owner }: GitHubPlace): string {
  const { origin } = new URL(api === "https://api.github.com" ? "https://github.com" : api);
  const rights = "contents=write&pull_requests=write";
  return `${origin}/settings/personal-access-tokens/new?name=Dealbook&target_name=${encodeURIComponent(owner)}&${rights}`;
}

/** Asks for a token. It goes to the forge's API and nowhere else. */
export function connectView(place: GitHubPlace, { connect, byHand, back }: ConnectActions): TemplateResult {
  const { host } = new URL(place.api);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const token = String(data.get("token") ?? "").trim();
    if (token !== "") connect(token, data.get("remember") !== null);
  };
  return html`
    <form @submit=${submit}>
      <p>
        To propose it in your name, this page needs a token from ${host}. Make a
        <a href=${tokenPage(place)} target="_blank" rel="noopener">fine-grained token</a> for ${place.owner}/${place.repo} with the rights
        “Contents” and “Pull requests”, read and write, and paste it here.
      </p>
      <div class="desk-field">
        <label for="desk-token">Token</label>
        <input id="desk-token" name="token" type="password" autocomplete="off" required autofocus />
      </div>
      <label class="desk-tick"><input type="checkbox" name="remember" /><span>Remember it on this device</span></label>
      <p class="desk-small">It is kept in this tab unless you tick that, and sent to ${host} only.</p>
      <footer>
        <button type="submit" class="desk-main">Sign in and propose</button>
        <button type="button" class="desk-quiet" @click=${byHand}>Do it by hand instead</button>
        <button type="button" class="desk-quiet" @click=${back}>Back</button>
      </footer>
    </form>
  `;
}
