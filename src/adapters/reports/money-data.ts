import { decimalOf, type Money } from "../../core/money/money.ts";

/** An amount as data prints it: an exact decimal and its currency, as deals write them. */
export const moneyData = (money: Money) => ({ value: decimalOf(money), currency: money.currency });
