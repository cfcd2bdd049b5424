import { z } from "zod";

const counted = z.array(z.unknown()).catch([]);
const none = { labels: [], attachments: [] };

const boardSchema = z.object({
  cards: z.array(z.object({ labels: counted, attachments: counted }).catch(none)).catch([]),
  checklists: counted,
  actions: z.array(z.object({ type: z.string() }).catch({ type: "" })).catch([]),
});

const words = (count: number, name: string): string[] => (count === 0 ? [] : [`${count} ${name}${count === 1 ? "" : "s"}`]);

/** What a board has that deals do not, with how much there is of it: `3 labels`. */
export function besidesOf(json: unknown): string[] {
  const board = boardSchema.safeParse(json).data;
  if (!board) return [];
  const sum = (key: "labels" | "attachments") => board.cards.reduce((total, card) => total + card[key].length, 0);
  return [
    ...words(sum("labels"), "label"),
    ...words(board.checklists.length, "checklist"),
    ...words(sum("attachments"), "attachment"),
    ...words(board.actions.filter(({ type }) => type === "commentCard").length, "comment"),
  ];
}
