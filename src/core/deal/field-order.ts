import { type Deal, dealSchema } from "./deal.ts";

const order = Object.keys(dealSchema.shape);

const says = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : value !== undefined;

/** The top-level field behind which a new one is put: the one that people write before it, of those that the deal has. */
export const fieldBefore = (deal: Deal, field: string): string =>
  order.slice(0, order.indexOf(field)).findLast((name) => says(deal[name as keyof Deal])) ?? "title";
