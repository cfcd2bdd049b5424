import { z } from "zod";
import { filledText, id } from "../text/field-types.ts";
import type { YamlPath } from "../text/yaml-source.ts";
import { valueMeanings } from "./action-text.ts";

const variablePattern = /^[A-Z][A-Z0-9_]*$/;

/** True for the name of an environment variable, as an action may give it. */
export const isVariable = (name: string): boolean => variablePattern.test(name);

const variable = z.string("expected a text").regex(variablePattern, "expected the name of an environment variable, such as SLACK_TOKEN");

const names = Object.entries(valueMeanings).map(([name, meaning]) => `{{${name}}} (${meaning})`);

const text = filledText.meta({
  description: `A text in which these stand for what the deal says: ${names.join(", ")}, {{deal.fields.<id>}} (a field of your own) and {{deal.links.<id>}} (a link that a requirement asks for). Their values become text and nothing else: no markup, no mentions.`,
});

const issueSchema = z
  .strictObject({
    repository: z
      .string("expected a text")
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, "expected a repository as owner/name")
      .meta({ description: "The repository on GitHub, as owner/name." }),
    title: text,
    body: text.optional().meta({ description: "The issue's text, in Markdown." }),
    labels: z.array(filledText).default([]).meta({ description: "Labels of the issue." }),
    secret: variable
      .default("ISSUES_TOKEN")
      .meta({ description: "Environment variable with a token that may read and write issues there." }),
  })
  .meta({ description: "An issue to open." });

const slackSchema = z
  .strictObject({
    channel: z
      .string("expected a text")
      .regex(/^[CG][A-Z0-9]{6,}$/, "expected a channel's id, such as C0123456789 (in Slack: the channel's details, at the end)")
      .meta({ description: "Id of the channel, such as C0123456789." }),
    text,
    secret: variable
      .default("SLACK_TOKEN")
      .meta({ description: "Environment variable with a bot token that has chat:write, and channels:history or groups:history." }),
  })
  .meta({ description: "A message to post to Slack." });

const recipient = z
  .string("expected a text")
  .regex(
    /^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z][A-Z0-9_]*)$/,
    "expected owner, a role or person of people.yaml, or the name of an environment variable with an address",
  );

const emailSchema = z
  .strictObject({
    to: z
      .union([recipient, z.array(recipient).min(1)], "expected a recipient, or a list of them")
      .transform((to) => [to].flat())
      .meta({
        description:
          "Who gets it: owner (of the deal), a role or a person of people.yaml, or an environment variable that holds an address; or a list of them.",
      }),
    subject: text,
    text,
    from: variable.default("EMAIL_FROM").meta({ description: "Environment variable with the sender's address." }),
    secret: variable.default("RESEND_API_KEY").meta({ description: "Environment variable with the API key of Resend." }),
  })
  .meta({ description: "An e-mail to send, as plain text." });

const webhookSchema = z
  .strictObject({
    url: variable.meta({ description: "Environment variable with the address that is called." }),
    secret: variable
      .default("WEBHOOK_SECRET")
      .meta({ description: "Environment variable with the secret that signs the call, as whsec_ and base64." }),
  })
  .meta({ description: "A webhook to call with the deal and its move as JSON, signed as Standard Webhooks says." });

/** The schema of something that is to happen when a deal moves: a reminder, or one thing that is done by itself. */
export const actionSchema = z.strictObject({
  say: filledText.meta({ description: "What is to happen, in plain words." }),
  notify: id.optional().meta({ description: "The role whose business it is, from people.yaml." }),
  when: filledText
    .optional()
    .meta({ description: "A CEL expression over deal, before (null for a new deal), move and today; it happens only where it is true." }),
  issue: issueSchema.optional(),
  slack: slackSchema.optional(),
  email: emailSchema.optional(),
  webhook: webhookSchema.optional(),
});

/** Something that is to happen when a deal moves. */
export type Action = z.output<typeof actionSchema>;

/** What an action may do by itself; of these it has one, or none where it is a reminder. */
export const actionKinds = ["issue", "slack", "email", "webhook"] as const;

/** An action and where its pipeline's file states it. */
export interface PlacedAction {
  readonly action: Action;
  readonly path: YamlPath;
}

/** The actions of a list, with their places below it. */
export const placeActions = (actions: readonly Action[], path: YamlPath): PlacedAction[] =>
  actions.map((action, index) => ({ action, path: [...path, index] }));

/** The texts of an action, by where they stand in it. */
export function textsOfAction({ issue, slack, email }: Action): { readonly path: YamlPath; readonly text: string }[] {
  const texts = [
    { path: ["issue", "title"], text: issue?.title },
    { path: ["issue", "body"], text: issue?.body },
    { path: ["slack", "text"], text: slack?.text },
    { path: ["email", "subject"], text: email?.subject },
    { path: ["email", "text"], text: email?.text },
  ];
  return texts.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
