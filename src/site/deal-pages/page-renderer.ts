import { randomUUID } from "node:crypto";
import type { AstroPrerenderer, PathWithRoute } from "astro";
import type { PageParts } from "../../adapters/page-store.ts";
import type { PlannedPage } from "./plan.ts";

/** Routes that only the build asks, for what the pages' own modules know. */
export const planRoute = "/-/deal-plan.json";
export const partsRoute = "/-/deal-parts";

const dealRoutes = new Set(["/deals/[slug]", "/deals/[slug]/[document]"]);

/** True for a path that Astro need not write: the page of a deal, or what only the build asks. */
export const isOwnPath = ({ route }: PathWithRoute): boolean =>
  dealRoutes.has(route.route) || [planRoute, partsRoute].includes(route.route);

const pagesAtOnce = 100;

/** Has Astro render pages of deals, whole and in parts. */
export class PageRenderer {
  readonly #prerenderer: AstroPrerenderer;
  readonly #routes: ReadonlyMap<string, PathWithRoute["route"]>;
  /** Address of the site, ending in a slash. */
  readonly #site: URL;

  constructor(prerenderer: AstroPrerenderer, paths: readonly PathWithRoute[], site: URL) {
    this.#prerenderer = prerenderer;
    this.#routes = new Map(paths.map(({ route }) => [route.route, route]));
    this.#site = site;
  }

  async #ask(route: string, path: string, init?: RequestInit): Promise<Response> {
    const routeData = this.#routes.get(route);
    if (!routeData) throw new Error(`Astro has no route ${route}.`);
    const result = await this.#prerenderer.render(new Request(new URL(path, this.#site), init), { routeData });
    const response = result instanceof Response ? result : result.response;
    if (!response.ok) throw new Error(`Astro answered ${response.status} for ${path}.`);
    return response;
  }

  /** The pages that there are to be. */
  async plan(): Promise<PlannedPage[]> {
    return (await this.#ask(planRoute, planRoute.slice(1))).json() as Promise<PlannedPage[]>;
  }

  /** A page as a whole. */
  async whole(address: string): Promise<string> {
    const route = address.includes("/") ? "/deals/[slug]/[document]" : "/deals/[slug]";
    return (await this.#ask(route, `deals/${address}/`)).text();
  }

  async #someParts(addresses: readonly string[]): Promise<[string, PageParts][]> {
    // Nobody can have written it into a deal.
    const mark = randomUUID();
    const response = await this.#ask(partsRoute, `${partsRoute.slice(1)}/`, { method: "POST", body: JSON.stringify({ addresses, mark }) });
    const pieces = (await response.text()).split(mark);
    if (pieces.length !== 3 * addresses.length + 1) throw new Error("Parts of pages are missing.");
    return addresses.map((address, index) => [address, { title: pieces[3 * index + 1] ?? "", body: pieces[3 * index + 2] ?? "" }]);
  }

  /** The parts of pages by their addresses. */
  async parts(addresses: readonly string[]): Promise<Map<string, PageParts>> {
    const parts: [string, PageParts][] = [];
    for (let start = 0; start < addresses.length; start += pagesAtOnce) {
      parts.push(...(await this.#someParts(addresses.slice(start, start + pagesAtOnce))));
    }
    return new Map(parts);
  }
}
