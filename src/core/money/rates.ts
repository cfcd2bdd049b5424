import { z } from "zod";
import type { BusinessDate } from "../calendar/business-date.ts";
import { businessDate } from "../text/field-types.ts";
import { type Read, readSource } from "../text/read-source.ts";
import { YamlSource } from "../text/yaml-source.ts";
import { convertMoney, isCurrency, type Money } from "./money.ts";

const rate = z
  .union([z.number().positive(), z.string()], "expected a number such as 0.9162")
  .transform(String)
  .refine((text) => /^\d{1,9}(?:\.\d{1,12})?$/.test(text) && Number(text) > 0, "expected a positive number such as 0.9162");

/** The schema of `rates.yaml`. */
export const ratesSchema = z
  .strictObject({
    rates: z
      .array(
        z
          .object({ from: businessDate.meta({ description: "The first day on which these rates count." }) })
          .catchall(rate)
          .meta({ description: "What one unit of each currency is worth in the base currency, by ISO 4217 code." }),
      )
      .min(1)
      .meta({ description: "Rates by date, the earliest first; each counts until the next that names the currency." }),
  })
  .meta({ title: "Dealbook exchange rates" });

/** A rate, as the decimal it is written as, and the day from which it counts. */
interface Rate {
  readonly from: BusinessDate;
  readonly rate: string;
}

/** Exchange rates into the base currency. */
export interface Rates {
  /** ISO 4217 code of the base currency. */
  readonly base: string;
  /** Rates of a currency, the latest first. */
  readonly byCurrency: ReadonlyMap<string, readonly Rate[]>;
}

/** No rates at all: amounts in the base currency count as they are, others cannot be converted. */
export const noRates = (base: string): Rates => ({ base, byCurrency: new Map() });

const codes = {
  unreadable: "rates/unreadable",
  unknownField: "rates/unknown-field",
  missingField: "rates/missing-field",
  invalidField: "rates/invalid-field",
};

type RatesFile = z.output<typeof ratesSchema>;

function tableOf({ rates }: RatesFile): Map<string, Rate[]> {
  const table = new Map<string, Rate[]>();
  for (const { from, ...currencies } of rates.toSorted((a, b) => (a.from < b.from ? 1 : -1))) {
    for (const [currency, value] of Object.entries(currencies))
      table.set(currency, [...(table.get(currency) ?? []), { from, rate: value }]);
  }
  return table;
}

/** Reads the text of `rates.yaml`; `base` is the organisation's currency. */
export function parseRates(text: string, base: string): Read<Rates> {
  const source = new YamlSource(text);
  const read = readSource(source, ratesSchema, codes);
  if (read.value === null) return read;
  const problems = read.value.rates.flatMap((entry, index) =>
    Object.keys(entry)
      .filter((key) => key !== "from" && !isCurrency(key))
      .map((key) => ({
        code: codes.unknownField,
        at: source.locateKey(["rates", index, key]),
        message: `"${key}" is not a currency code of three letters.`,
        hint: "Write ISO 4217 codes, such as USD.",
      })),
  );
  return problems.length > 0 ? { value: null, problems } : { value: { base, byCurrency: tableOf(read.value) }, problems: [] };
}

/** What one unit of a currency is worth in the base currency on a day, as a decimal: the latest rate that counts by then. */
export const rateOn = (currency: string, day: BusinessDate, { byCurrency }: Rates): string | undefined =>
  byCurrency.get(currency)?.find(({ from }) => from <= day)?.rate;

/**
 * An amount in the base currency at the rate of a day (the latest that counts by then), rounded half to even to its smallest
 * unit. `undefined` where no rate of the currency counts on that day.
 */
export function inBaseCurrency(money: Money, day: BusinessDate, rates: Rates): Money | undefined {
  if (money.currency === rates.base) return money;
  const rate = rateOn(money.currency, day, rates);
  return rate === undefined ? undefined : convertMoney(money, rates.base, rate);
}
