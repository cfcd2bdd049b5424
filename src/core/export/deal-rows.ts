import type { BusinessDate } from "../calendar/business-date.ts";
import type { DealRecord } from "../metrics/deal-record.ts";
import { weightedAmount } from "../metrics/value.ts";
import { isClosed, type Stage } from "../pipeline/pipeline.ts";
import { type Amount, amountOf, baseAmountOf } from "./amount.ts";
import { dealAddress, type ExportInput, personName } from "./export-input.ts";
import { remembered } from "./remembered.ts";
import { type Column, minorUnits } from "./table.ts";

/** A deal in `deals.json` and the tables of deals. A field that the deal does not have is absent. */
export interface DealRow {
  /** The slug: the deal's identity. */
  readonly deal: string;
  readonly title: string;
  readonly company: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly stage_name: string;
  readonly stage_kind: Stage["kind"];
  readonly stage_entered: BusinessDate;
  /** The first day that is known of it. */
  readonly began: BusinessDate;
  /** The day on which it was won or lost. */
  readonly closed?: BusinessDate | undefined;
  readonly owner: string;
  readonly owner_name: string;
  readonly amount?: Amount | undefined;
  /** The amount in the base currency, at the rate of the day on which the deal was closed, or of today. */
  readonly base_amount?: Amount | undefined;
  /** In percent, the probability of the deal's stage. */
  readonly probability: number;
  /** The amount at that probability; open deals only. */
  readonly weighted_amount?: Amount | undefined;
  readonly expected_close?: BusinessDate | undefined;
  readonly next_step?: string | undefined;
  readonly next_step_due?: BusinessDate | undefined;
  readonly source?: string | undefined;
  readonly lost_reason?: string | undefined;
  readonly archived?: BusinessDate | undefined;
  /** The fields of the organisation's own. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** Path of the deal's file from the content root. */
  readonly file: string;
  readonly url?: string | undefined;
}

const money = ({ deal, stage }: DealRecord, { today, rates }: ExportInput) => ({
  amount: amountOf(deal.amount),
  base_amount: baseAmountOf(deal.amount, isClosed(stage) ? deal.stage_entered : today, rates),
  probability: stage.probability,
  weighted_amount: stage.kind === "open" ? amountOf(weightedAmount({ deal, stage })) : undefined,
});

function dealRow(record: DealRecord, input: ExportInput): DealRow {
  const { deal, pipeline, stage, entries } = record;
  return {
    deal: deal.slug,
    title: deal.title,
    company: deal.company,
    pipeline: pipeline.id,
    stage: stage.id,
    stage_name: stage.name,
    stage_kind: stage.kind,
    stage_entered: deal.stage_entered,
    began: entries[0]?.entered ?? deal.stage_entered,
    closed: isClosed(stage) ? deal.stage_entered : undefined,
    owner: deal.owner,
    owner_name: personName(input, deal.owner),
    ...money(record, input),
    expected_close: deal.expected_close,
    next_step: deal.next_step?.action,
    next_step_due: deal.next_step?.due,
    source: deal.source,
    lost_reason: deal.lost_reason,
    archived: deal.archived,
    fields: deal.fields,
    file: deal.path,
    url: dealAddress(input, deal.slug),
  };
}

/** Every deal, sorted by its slug. Contacts, notes and documents are left out: they are not for analytics. */
export const dealRows = remembered((input: ExportInput): readonly DealRow[] => input.records.map((record) => dealRow(record, input)));

const fieldsText = ({ fields }: DealRow): string | undefined => (Object.keys(fields).length === 0 ? undefined : JSON.stringify(fields));

/** The columns of a table of deals. */
export const dealColumns: readonly Column<DealRow>[] = [
  { name: "deal", title: "Deal", type: "text", about: "The deal's slug, its identity", value: (row) => row.deal },
  { name: "title", title: "Title", type: "text", about: "What is being sold", value: (row) => row.title },
  { name: "company", title: "Company", type: "text", about: "Whom it is sold to", value: (row) => row.company },
  { name: "pipeline", title: "Pipeline", type: "text", about: "Id of the pipeline", value: (row) => row.pipeline },
  { name: "stage", title: "Stage id", type: "text", about: "Id of the stage", isTechnical: true, value: (row) => row.stage },
  { name: "stage_name", title: "Stage", type: "text", about: "Name of the stage", value: (row) => row.stage_name },
  { name: "stage_kind", title: "Kind", type: "text", about: "open, parked, won or lost", value: (row) => row.stage_kind },
  { name: "stage_entered", title: "In stage since", type: "day", about: "When it entered its stage", value: (row) => row.stage_entered },
  { name: "began", title: "Began", type: "day", about: "The first day that is known of it", value: (row) => row.began },
  { name: "closed", title: "Closed", type: "day", about: "When it was won or lost", value: (row) => row.closed },
  { name: "owner", title: "Owner id", type: "text", about: "Id of the owner", isTechnical: true, value: (row) => row.owner },
  { name: "owner_name", title: "Owner", type: "text", about: "Name of the owner", value: (row) => row.owner_name },
  { name: "amount", title: "Amount", type: "amount", about: "What it is worth", value: (row) => row.amount },
  { name: "currency", title: "Currency", type: "text", about: "Currency of the amounts", value: (row) => row.amount?.currency },
  minorUnits,
  {
    name: "base_amount",
    title: "In base currency",
    type: "amount",
    about: "The amount in the base currency, at the rate of the day it was closed, or of today",
    value: (row) => row.base_amount,
  },
  { name: "base_currency", title: "Base currency", type: "text", about: "The base currency", value: (row) => row.base_amount?.currency },
  { name: "probability", title: "Probability", type: "share", about: "That of the stage", value: (row) => row.probability / 100 },
  {
    name: "weighted_amount",
    title: "Weighted",
    type: "amount",
    about: "The amount of an open deal at that probability, in its own currency",
    value: (row) => row.weighted_amount,
  },
  { name: "expected_close", title: "Expected close", type: "day", about: "When it is to close", value: (row) => row.expected_close },
  { name: "next_step", title: "Next step", type: "text", about: "What is to be done", value: (row) => row.next_step },
  { name: "next_step_due", title: "Due", type: "day", about: "When that is due", value: (row) => row.next_step_due },
  { name: "source", title: "Source", type: "text", about: "Where the lead came from", value: (row) => row.source },
  { name: "lost_reason", title: "Lost because", type: "text", about: "Id of the reason", value: (row) => row.lost_reason },
  { name: "archived", title: "Archived", type: "day", about: "When it was put away", value: (row) => row.archived },
  { name: "fields", title: "Fields", type: "text", about: "Your own fields, as JSON", isTechnical: true, value: fieldsText },
  { name: "file", title: "File", type: "text", about: "Its file, from the content root", value: (row) => row.file },
  { name: "url", title: "Page", type: "text", about: "Its page, where the site's address is known", value: (row) => row.url },
];
