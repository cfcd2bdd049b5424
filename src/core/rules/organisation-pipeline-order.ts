import type { Settings } from "../content/content.ts";
import { pipelineIds } from "../content/rule-book.ts";
import { nearest } from "../text/suggest.ts";
import type { Rule } from "./rule.ts";

type Rules = Pick<Settings, "organisation" | "organisationSource" | "rules">;

/** What is wrong with the item of a list at `index`. */
function complaint(listed: readonly string[], index: number, known: readonly string[]): { message: string; hint: string } | undefined {
  const id = listed[index] ?? "";
  if (listed.indexOf(id) < index) return { message: `The pipeline "${id}" is listed twice.`, hint: "Take it off the list here." };
  if (known.includes(id)) return undefined;
  const meant = nearest(
    id,
    known.filter((each) => !listed.includes(each)),
  );
  const hint = meant === undefined ? "Take it off the list, or write the pipeline." : `Did you mean "${meant}"?`;
  return { message: `There is no pipeline "${id}".`, hint };
}

/** The order of the pipelines names those that there are. */
export const organisationPipelineOrder: Rule<Rules> = {
  code: "organisation/pipeline-order",
  summary: "The pipelines that dealbook.yaml puts in order exist, and each is listed once.",
  check: ({ organisation, organisationSource, rules }) => {
    const listed = organisation?.pipelines ?? [];
    const known = pipelineIds(rules);
    return listed.flatMap((_, index) => {
      const found = complaint(listed, index, known);
      return found ? [{ at: organisationSource?.locate(["pipelines", index]), ...found }] : [];
    });
  },
};
