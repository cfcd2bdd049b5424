import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folderReader } from "../../src/adapters/files.ts";
import { judgeUpdate } from "../../src/app/draft-update.ts";
import { findDeal } from "../../src/app/find-deal.ts";
import { loadContent } from "../../src/app/load-content.ts";
import { type BusinessDate, parseBusinessDate } from "../../src/core/calendar/business-date.ts";

const today = parseBusinessDate("2026-11-21") as BusinessDate;
const content = await loadContent(folderReader("content"));
test("x", () => {
  const placed = findDeal(content, "acme-robotics-line-monitoring");
  for (const answers of [
    { "next_step.action": "Send the offer", "amount.value": "50000" },
    { "next_step.action": "", "next_step.due": "" },
    { "next_step.action": "" },
    { "contact.email": "", source: "", title: "" },
    { "amount.value": "1.234" },
    { "new-link.name": "Recording", "new-link.address": "https://x.example" },
    { line_items: JSON.stringify([{ description: "A", quantity: "2", price: "3", currency: "EUR" }]) },
    { "amount.value": "", owner: "mei", expected_close: "2027-01-01", forecast: "commit" },
  ]) {
    const j = judgeUpdate({ placed, content, today }, answers as never);
    const old = placed.file.text.split("\n");
    console.log(
      j.headline,
      j.name,
      j.isAllowed,
      j.complaints,
      j.warnings,
      j.others,
      j.file.text.split("\n").filter((l) => !old.includes(l)),
    );
  }
  console.log(judgeUpdate({ placed, content, today }, {}).groups.map((g) => [g.name, g.fields.map((f) => f.name)]));
});
