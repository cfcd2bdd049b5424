import type { Settings } from "../content/content.ts";
import { ownFields, pipelinePath, type RuleBook } from "../content/rule-book.ts";
import type { People } from "../people/people.ts";
import { isVariable, type PlacedAction, textsOfAction } from "../pipeline/action.ts";
import { namesInText, valueMeanings } from "../pipeline/action-text.ts";
import type { Complaint } from "../pipeline/complaint.ts";
import { type Pipeline, placedActions, requirementsOf } from "../pipeline/pipeline.ts";
import { didYouMean } from "../text/suggest.ts";
import type { RuleProblem } from "./rule.ts";

/** Settings whose actions are judged. */
export type ActionRules = Pick<Settings, "rules" | "pipelineSources" | "people">;

/** What a text of an action may name. */
function namesOf(pipeline: Pipeline, rules: RuleBook): string[] {
  const links = [...rules.pipelines.values()].flatMap(requirementsOf).flatMap((each) => ("link" in each ? `deal.links.${each.link}` : []));
  const fields = ownFields(rules, pipeline.id).map(({ id }) => `deal.fields.${id}`);
  return [...new Set([...Object.keys(valueMeanings), ...fields, ...links])];
}

const nameComplaints = (text: string, known: readonly string[]): Omit<Complaint, "path">[] =>
  namesInText(text)
    .filter((name) => !known.includes(name))
    .map((name) => ({ message: `"{{${name}}}" stands for nothing here.`, hint: didYouMean(name, known) }));

/** A card's title has its values between single braces, and here they would stay as they stand. */
const braceComplaints = (text: string, known: readonly string[]): Omit<Complaint, "path">[] =>
  [...text.matchAll(/(?<!\{)\{([a-z_.-]+)\}(?!\})/g)].flatMap(([whole, name = ""]) => {
    const meant = known.find((each) => each === name || each === `deal.${name}`);
    return meant === undefined ? [] : { message: `"${whole}" stands for nothing here.`, hint: `Did you mean "{{${meant}}}"?` };
  });

const strangeNames = ({ action, path }: PlacedAction, known: readonly string[]): Complaint[] =>
  textsOfAction(action).flatMap((each) =>
    [...nameComplaints(each.text, known), ...braceComplaints(each.text, known)].map((found) => ({
      path: [...path, ...each.path],
      ...found,
    })),
  );

function strangeRecipients({ action, path }: PlacedAction, people: People | null): Complaint[] {
  if (!people || !action.email) return [];
  const known = ["owner", ...Object.keys(people.roles), ...Object.keys(people.people)];
  return action.email.to
    .filter((to) => !isVariable(to) && !known.includes(to))
    .map((to) => ({ path: [...path, "email", "to"], message: `"${to}" is neither a role nor a person.`, hint: didYouMean(to, known) }));
}

/** Names in actions that lead nowhere: values that no deal has, and recipients that nobody is. */
export function strangeActionNames({ rules, pipelineSources, people }: ActionRules): RuleProblem[] {
  return [...rules.pipelines.values()].flatMap((pipeline) => {
    const known = namesOf(pipeline, rules);
    const complaints = placedActions(pipeline).flatMap((placed) => [...strangeNames(placed, known), ...strangeRecipients(placed, people)]);
    return complaints.map(({ path, message, hint }) => ({
      file: pipelinePath(pipeline.id),
      at: pipelineSources.get(pipeline.id)?.locate(path),
      message,
      hint,
    }));
  });
}
