import { z } from "zod";
import { instantText, parseInstant } from "../calendar/business-date.ts";
import type { Mapping } from "./mapping.ts";
import type { SourceItem, SourceMove } from "./source-deal.ts";

const idText = z.string().min(1);
const named = z.object({ id: idText, name: z.string().catch("") });
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) => all.flatMap((each) => item.safeParse(each).data ?? []));

const customValue = z
  .object({ text: z.string(), number: z.string(), date: z.string(), checked: z.string() })
  .partial()
  .nullish()
  .catch(null);

// Only what is named here is read: a card's `email` lets whoever has it write to the board.
const cardSchema = z.object({
  id: idText,
  name: z.string().catch(""),
  desc: z.string().catch(""),
  idList: idText,
  idMembers: z.array(z.string()).catch([]),
  closed: z.boolean().catch(false),
  due: z.string().nullish().catch(null),
  pos: z.number().optional().catch(undefined),
  customFieldItems: list(z.object({ idCustomField: idText, idValue: z.string().nullish().catch(null), value: customValue })),
});

const actionSchema = z.object({
  type: z.string(),
  date: z.string(),
  data: z.object({
    card: z.object({ id: idText }).optional().catch(undefined),
    list: named.optional().catch(undefined),
    listBefore: named.optional().catch(undefined),
    listAfter: named.optional().catch(undefined),
  }),
});

const fieldSchema = named.extend({
  options: list(z.object({ id: idText, value: z.object({ text: z.string() }) })),
});

const boardSchema = z.object({
  lists: list(named.extend({ closed: z.boolean().catch(false) })),
  cards: z.array(z.unknown()),
  actions: list(actionSchema),
  members: list(z.object({ id: idText, fullName: z.string().catch("") })),
  customFields: list(fieldSchema),
});

type Board = z.output<typeof boardSchema>;
type Card = z.output<typeof cardSchema>;
type Action = z.output<typeof actionSchema>;
type List = z.output<typeof named>;

/** Names of lists by their id: two lists may share one, and an old move has the name of its day. */
class ListNames {
  readonly #names: ReadonlyMap<string, string>;

  constructor(lists: readonly List[]) {
    const same = Map.groupBy(lists, ({ name }) => name.trim());
    this.#names = new Map(
      lists.map(({ id, name }) => [id, (same.get(name.trim())?.length ?? 0) > 1 ? `${name.trim()} (${id})` : name.trim()]),
    );
  }

  of({ id, name }: List): string {
    return this.#names.get(id) ?? name.trim();
  }
}

// Somebody who lets a card go over the wrong list takes it back, or on, at once.
const bounceMilliseconds = 60_000;

interface Stay {
  readonly list: List;
  readonly date: string;
}

/** The lists that a card really was in: one that it left within a minute is none, and one that it came back to it never left. */
function withoutBounces(stays: readonly Stay[]): Stay[] {
  const kept: Stay[] = [];
  for (const [index, stay] of stays.entries()) {
    const next = stays[index + 1];
    if (next && index > 0 && (parseInstant(next.date) ?? Number.NaN) - (parseInstant(stay.date) ?? Number.NaN) < bounceMilliseconds)
      continue;
    if (kept.at(-1)?.list.id !== stay.list.id) kept.push(stay);
  }
  return kept;
}

/** A card's id begins with the second in which it was made. */
function createdOf(id: string): string | undefined {
  const seconds = /^[0-9a-f]{24}$/i.test(id) ? Number.parseInt(id.slice(0, 8), 16) : Number.NaN;
  return Number.isNaN(seconds) ? undefined : instantText(seconds * 1000);
}

const births = new Set(["createCard", "copyCard", "emailCard", "convertToCardFromCheckItem", "moveCardToBoard"]);

/** The lists that a card was in, earliest first, as far as the actions that are left tell. */
function staysOf({ id, idList }: Card, actions: readonly Action[], lists: readonly List[]): Stay[] {
  const moves = actions.flatMap(({ data, date }) =>
    data.listBefore && data.listAfter ? [{ from: data.listBefore, list: data.listAfter, date }] : [],
  );
  const birth = actions.find(({ type, data }) => births.has(type) && data.list);
  const first = birth?.data.list ?? moves[0]?.from ?? lists.find((each) => each.id === idList);
  const created = birth?.date ?? createdOf(id) ?? moves[0]?.date;
  return first && created !== undefined ? [{ list: first, date: created }, ...moves] : moves;
}

function customFields({ customFieldItems }: Card, { customFields: fields }: Board): Map<string, string> {
  return new Map(
    customFieldItems.flatMap(({ idCustomField, idValue, value }) => {
      const field = fields.find(({ id }) => id === idCustomField);
      const option = field?.options.find(({ id }) => id === idValue)?.value.text;
      const text = value?.text ?? value?.number ?? value?.date ?? option;
      return field && text !== undefined ? [[field.name, text] as const] : [];
    }),
  );
}

interface Reading {
  readonly board: Board;
  readonly names: ListNames;
  /** Earliest first. */
  readonly actions: ReadonlyMap<string, readonly Action[]>;
  readonly columns: Mapping["columns"];
}

// Only a custom field can hold these; a card has the others itself.
const fieldParts = ["company", "contact", "contact_email", "amount", "currency", "next_step", "source", "lost_reason"] as const;

/** What the mapping takes from custom fields. */
function ownFields(card: Card, { board, columns }: Reading) {
  const values = customFields(card, board);
  const of = (name: keyof Mapping["columns"]) => values.get(columns[name] ?? "");
  return {
    company: of("company"),
    contact: of("contact"),
    contactEmail: of("contact_email"),
    amount: of("amount"),
    currency: of("currency"),
    nextStep: of("next_step"),
    source: of("source"),
    lostReason: of("lost_reason"),
    expectedClose: of("expected_close") ?? card.due ?? undefined,
  };
}

function itemOf(card: Card, reading: Reading): SourceItem {
  const { board, names, actions } = reading;
  const list = board.lists.find(({ id }) => id === card.idList);
  const place = `card ${card.id}`;
  if (card.name.trim() === "") return { place, what: "", reason: "The card has no name." };
  if (!list) return { place, what: card.name, reason: `Its list ${card.idList} is not in the export.` };
  const stays = withoutBounces(staysOf(card, actions.get(card.id) ?? [], board.lists));
  const moves: SourceMove[] = stays.map((stay) => ({ stage: names.of(stay.list), date: stay.date }));
  const members = card.idMembers.map((id) => board.members.find((member) => member.id === id)?.fullName.trim() ?? "");
  const remarks = members.length > 1 ? { remarks: [`Of its ${members.length} members the first is the owner.`] } : {};
  return {
    place,
    ...remarks,
    id: card.id,
    title: card.name,
    lacks: fieldParts.filter((part) => reading.columns[part] === undefined),
    ...ownFields(card, reading),
    stage: names.of(list),
    entered: stays.at(-1)?.date ?? "",
    created: stays[0]?.date,
    owner: members.find((name) => name !== "") ?? "",
    notes: card.desc,
    priority: card.pos,
    // The cards of an archived list are as little on the board as archived ones.
    isArchived: card.closed || list.closed,
    moves,
  };
}

const compareDates = (a: Action, b: Action): number => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0);

/** What stands on a board. */
interface TrelloItems {
  readonly items: readonly SourceItem[];
  /** Custom fields that nothing is read from. */
  readonly unused: readonly string[];
  /** Those that the mapping names and the board does not have. */
  readonly unknown: readonly string[];
}

/** The deals of a Trello board, from its JSON; a text says what is wrong with it. */
export function trelloItems(json: unknown, columns: Mapping["columns"]): TrelloItems | string {
  const read = boardSchema.safeParse(json);
  if (!read.success) return 'it holds no "cards"; export the board with Share, Export as JSON';
  const board = read.data;
  // They come newest first.
  const actions = Map.groupBy(board.actions.toReversed().sort(compareDates), ({ data }) => data.card?.id ?? "");
  const reading = { board, names: new ListNames(board.lists), actions, columns };
  const items = board.cards.map((source, index): SourceItem => {
    const card = cardSchema.safeParse(source).data;
    return card ? itemOf(card, reading) : { place: `card ${index + 1}`, what: "", reason: "It is no card: it has no id or no list." };
  });
  const [fields, used] = [board.customFields.map(({ name }) => name), Object.values(columns)];
  return { items, unused: fields.filter((name) => !used.includes(name)), unknown: used.filter((name) => !fields.includes(name)) };
}
