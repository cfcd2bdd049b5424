import { did, Ledger, money } from "./ledger.ts";

const consent = { reply: true, recorded: "with-consent" };
const answered = { reply: true };

/**
 * Ten deals and all that can happen to one, from January to September 2026. Each line is a commit in the order in which they were
 * made: first the day on which it was recorded, then what it set. Where a stage was entered on another day than that, the line says
 * so.
 */
export function writeTenDeals(folder: string): Ledger {
  const ledger = new Ledger(folder, "2026-01-02");
  const commit = ledger.commit.bind(ledger);

  // Ivy is imported: it began before git did, as a lead, and was handed over on the very day of its meeting. Nobody knows the rate.
  commit("2026-01-05", "ivy", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2025-12-15", owner: "eve", source: "inbound" },
    ...{ amount: money("400000.00", "NOK"), expected_close: "2026-06-30" },
    history: [
      { pipeline: "leads", stage: "contact", entered: "2025-11-03" },
      { pipeline: "leads", stage: "meeting", entered: "2025-12-15" },
    ],
  });
  // Alder goes from stage to stage, each recorded on its day.
  commit("2026-01-12", "alder", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-01-12", owner: "amy", source: "inbound" },
    ...{ amount: money("12000.00", "EUR"), expected_close: "2026-03-31" },
    activities: [did("2026-01-12 call amy", answered)],
  });
  // Cedar is lost and comes back.
  commit("2026-01-20", "cedar", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-01-20", owner: "amy", source: "referral" },
    ...{ amount: money("8000.00", "USD"), expected_close: "2026-03-15" },
  });
  commit("2026-02-02", "alder", { stage: "offer", stage_entered: "2026-02-02" });
  // Birch begins in the second stage, and its owner writes everything down late.
  commit("2026-02-06", "birch", {
    ...{ pipeline: "sales", stage: "offer", stage_entered: "2026-02-03", owner: "eve", source: "event" },
    ...{ amount: money("20000.00", "USD"), expected_close: "2026-04-30" },
  });
  // Douglas is parked for a while and put off again and again.
  commit("2026-02-10", "douglas", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-02-10", owner: "amy", source: "inbound" },
    ...{ amount: money("30000.01", "EUR"), expected_close: "2026-05-15" },
  });
  commit("2026-02-16", "ivy", { stage: "offer", stage_entered: "2026-02-16" });
  commit("2026-02-18", "cedar", { stage: "lost", stage_entered: "2026-02-17", lost_reason: "timing" });
  commit("2026-02-23", "alder", { stage: "contract", stage_entered: "2026-02-23" });
  // Elm is a lead that is handed over, won, and handed over again.
  commit("2026-03-02", "elm", {
    ...{ pipeline: "leads", stage: "contact", stage_entered: "2026-03-02", owner: "cho", source: "referral" },
  });
  commit("2026-03-03", "douglas", { stage: "offer", stage_entered: "2026-03-03" });
  commit("2026-03-12", "birch", { stage: "contract", stage_entered: "2026-03-02" });
  // Won for a little less than it was to cost.
  commit("2026-03-16", "alder", {
    ...{ stage: "won", stage_entered: "2026-03-16", amount: money("11500.00", "EUR") },
    activities: [did("2026-01-12 call amy", answered), did("2026-03-02 meeting amy", consent)],
  });
  commit("2026-03-20", "elm", { stage: "meeting", stage_entered: "2026-03-20" });
  commit("2026-04-02", "douglas", {
    ...{ stage: "waiting", stage_entered: "2026-04-01", parked_from: "offer", expected_close: "2026-07-31" },
  });
  commit("2026-04-07", "elm", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-04-06" },
    ...{ amount: money("5000.00", "EUR"), expected_close: "2026-06-30" },
  });
  commit("2026-04-16", "birch", { expected_close: "2026-06-30" });
  commit("2026-04-17", "elm", { owner: "amy", activities: [did("2026-04-09 demo amy")] });
  commit("2026-04-20", "elm", { stage: "offer", stage_entered: "2026-04-20" });
  // The loss is two weeks old when it is recorded, with an owner who stays.
  commit("2026-05-04", "birch", { stage: "lost", stage_entered: "2026-04-20", lost_reason: "price", owner: "amy" });
  // Fir is worked on in a branch, goes back, comes again, and is lost.
  commit("2026-05-04", "fir", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-05-04", owner: "cho", source: "event" },
    ...{ amount: money("10000.00", "EUR"), expected_close: "2026-07-31" },
  });
  ledger.branch("fir");
  commit("2026-05-11", "fir", { amount: money("14000.00", "EUR") });
  commit("2026-05-13", "fir", { stage: "offer", stage_entered: "2026-05-12" });
  commit("2026-05-15", "fir", { amount: money("13000.00", "EUR"), expected_close: "2026-08-31", owner: "amy" });
  ledger.main();
  // Opened again straight into the third stage, for more money.
  commit("2026-05-11", "cedar", {
    ...{ stage: "contract", stage_entered: "2026-05-11", lost_reason: undefined, stage_reason: "They called." },
    ...{ amount: money("9000.10", "USD"), expected_close: "2026-06-15" },
  });
  commit("2026-05-18", "elm", { stage: "contract", stage_entered: "2026-05-18", amount: money("5400.00", "EUR") });
  ledger.squash("2026-05-18", "fir");
  commit("2026-05-26", "fir", { stage: "meeting", stage_entered: "2026-05-25", stage_reason: "Another buyer." });
  // Eve leaves, and what she had is Amy's.
  commit("2026-05-29", "ivy", { owner: "amy", amount: money("450000.00", "NOK"), expected_close: "2026-12-31" });
  // Ginkgo comes in by a merge commit, and the day of a move is corrected later.
  commit("2026-06-03", "ginkgo", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-06-03", owner: "cho", source: "inbound" },
    ...{ amount: money("9000.50", "USD"), expected_close: "2026-08-15" },
  });
  // Hazel is rebased, and goes back and forth on one day.
  commit("2026-06-08", "hazel", {
    ...{ pipeline: "sales", stage: "meeting", stage_entered: "2026-06-08", owner: "cho", source: "partner" },
    ...{ amount: money("7500.00", "EUR"), expected_close: "2026-08-15" },
  });
  ledger.branch("ginkgo");
  commit("2026-06-09", "ginkgo", { stage: "offer", stage_entered: "2026-06-09", activities: [did("2026-06-04 call cho")] });
  commit("2026-06-11", "ginkgo", {
    ...{ amount: money("10000.50", "USD"), expected_close: "2026-09-30", owner: "amy" },
    activities: [did("2026-06-04 call cho"), did("2026-06-10 meeting amy", consent)],
  });
  ledger.main();
  commit("2026-06-11", "elm", { stage: "won", stage_entered: "2026-06-10" });
  // Sold for 5,400; that the work is worth more, and when it is to be done, is the delivery's affair.
  commit("2026-06-15", "elm", {
    ...{ pipeline: "delivery", stage: "setup", stage_entered: "2026-06-15", owner: "dev" },
    ...{ amount: money("6000.00", "EUR"), expected_close: "2026-08-31" },
  });
  ledger.merge("2026-06-16", "ginkgo");
  // The closing sets the day on which it closed: no push, though it is later.
  commit("2026-06-22", "cedar", { stage: "won", stage_entered: "2026-06-22", expected_close: "2026-06-22" });
  ledger.branch("hazel");
  commit("2026-06-23", "hazel", {
    ...{ stage: "offer", stage_entered: "2026-06-23" },
    activities: [did("2026-06-09 call cho", consent), did("2026-06-22 demo amy")],
  });
  commit("2026-06-30", "hazel", { stage: "contract", stage_entered: "2026-06-30", amount: money("7777.77", "EUR") });
  ledger.main();
  // Put away, and moved to another folder with the same commit.
  commit("2026-06-30", "alder", { archived: "2026-06-30", in: "closed" });
  // Half past ten in the evening in Greenwich, half past midnight in Berlin: it is July already.
  commit("2026-06-30T22:30:00Z", "fir", {
    ...{ stage: "offer", stage_entered: "2026-06-29", amount: money("12000.00", "EUR"), stage_reason: undefined },
    activities: [did("2026-06-29 call cho")],
  });
  // A mistake in a deal that is won is mended.
  commit("2026-07-02", "cedar", { amount: money("9100.10", "USD") });
  ledger.rebase("2026-07-02T12:00:00Z", "hazel");
  commit("2026-07-06", "douglas", {
    ...{ stage: "offer", stage_entered: "2026-07-06", parked_from: undefined, expected_close: "2026-09-15", owner: "ben" },
  });
  commit("2026-07-06", "hazel", { owner: "ben" });
  // Back in the morning, and on again in the afternoon.
  commit("2026-07-13T08:00:00Z", "hazel", { stage: "offer", stage_entered: "2026-07-13", stage_reason: "One more quote." });
  commit("2026-07-13T15:00:00Z", "hazel", { stage: "contract", stage_entered: "2026-07-13", stage_reason: undefined });
  commit("2026-07-15", "ginkgo", {
    ...{ amount: money("11000.50", "USD"), owner: "ben" },
    activities: [...[did("2026-06-04 call cho"), did("2026-06-10 meeting amy", consent)], did("2026-06-24 email amy", answered)],
  });
  commit("2026-07-30", "ginkgo", { stage: "contract", stage_entered: "2026-07-27" });
  commit("2026-08-03", "elm", { stage: "live", stage_entered: "2026-08-03" });
  // Ben wins it; Dev takes over with the same commit.
  commit("2026-08-03", "hazel", { stage: "won", stage_entered: "2026-08-03", owner: "dev" });
  // It was the 24th, not the 27th.
  commit("2026-08-05", "ginkgo", { stage_entered: "2026-07-24" });
  commit("2026-08-10", "fir", { stage: "lost", stage_entered: "2026-08-10", lost_reason: "rival" });
  commit("2026-08-20", "douglas", { amount: money("26000.01", "EUR"), expected_close: "2026-08-31" });
  // Juniper has no amount, no close date and no source.
  commit("2026-09-07", "juniper", { pipeline: "sales", stage: "meeting", stage_entered: "2026-09-07", owner: "cho" });
  commit("2026-09-10", "douglas", { expected_close: "2026-11-30" });
  // Its last move is in the working tree, and nobody has committed it.
  ledger.edit("juniper", { stage: "offer", stage_entered: "2026-09-25", owner: "ben", activities: [did("2026-09-25 message ben")] });
  return ledger;
}
