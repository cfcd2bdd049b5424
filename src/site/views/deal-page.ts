import type { BusinessDate } from "../../core/calendar/business-date.ts";
import type { Activity } from "../../core/deal/deal.ts";
import type { Finding } from "../../core/finding/finding.ts";
import { type Checklist, nextChecklist } from "../../core/gate/checklist.ts";
import { encodePath } from "../../core/handbook/file-path.ts";
import { daysInStage, daysOverdue, type Idleness, rottingOf } from "../../core/metrics/deal-state.ts";
import { isClosed, openStages, type Stage } from "../../core/pipeline/pipeline.ts";
import { type DocumentView, documentViews } from "./document-view.ts";
import type { Site, SiteDeal } from "./site.ts";

/** One step of the path that a deal takes through its pipeline. */
export interface PathStep {
  readonly stage: Stage;
  readonly state: "done" | "current" | "ahead" | "skipped";
  /** The last day on which the deal entered the stage. */
  readonly entered?: BusinessDate;
}

/** The stages of a deal's path: the open ones, then where it ended or would be won. */
function pathStages({ pipeline, stage }: SiteDeal): Stage[] {
  const end = isClosed(stage) ? [stage] : pipeline.stages.filter(({ kind }) => kind === "won").slice(0, 1);
  return [...openStages(pipeline), ...end];
}

/** A deal's way through its pipeline, with the dates at which it entered each stage. */
export function stagePath(deal: SiteDeal): PathStep[] {
  const stages = pathStages(deal);
  const current = stages.indexOf(deal.stage);
  return stages.map((stage, index) => {
    const entered = deal.entries.findLast((entry) => entry.stage === stage.id)?.entered;
    const passed = entered === undefined ? "skipped" : "done";
    const state = index === current ? "current" : index > current ? "ahead" : passed;
    return { stage, state, ...(entered !== undefined && state !== "ahead" && { entered }) };
  });
}

/** An answered or open question of a framework. */
export interface AnswerView {
  readonly question: string;
  readonly ask: string;
  readonly answer?: string;
}

/** The answers to one framework. */
export interface QualificationView {
  readonly id: string;
  readonly name: string;
  readonly answers: readonly AnswerView[];
}

/** The frameworks that a deal has answers to, or that its pipeline asks for. */
function qualificationOf({ deal, pipeline }: SiteDeal, { rules }: Site): QualificationView[] {
  const asked = pipeline.stages.flatMap(({ enter, exit }) =>
    [...enter, ...exit].flatMap((each) => ("answers" in each ? each.answers : [])),
  );
  return [...new Set([...asked, ...Object.keys(deal.qualification)])].flatMap((id) => {
    const framework = rules.frameworks.get(id);
    if (!framework) return [];
    const given = new Map(Object.entries(deal.qualification[id] ?? {}));
    const answers = framework.questions.map(({ id: question, name, ask }) => {
      const answer = given.get(question);
      return { question: name, ask, ...(answer !== undefined && { answer }) };
    });
    return [{ id, name: framework.name, answers }];
  });
}

/** What the day makes of a deal. */
export interface Standing {
  /** Absent where the deal is closed or parked. */
  readonly daysInStage?: number;
  /** Days by which its next step is late. */
  readonly overdue: number;
  /** Absent where the deal is not idle for longer than it may be. */
  readonly idleness?: Idleness;
}

function standingOf({ deal, stage }: SiteDeal, { today }: Site): Standing {
  if (stage.kind !== "open") return { overdue: 0 };
  const idleness = rottingOf(deal, stage, today);
  return { daysInStage: daysInStage(deal, today), overdue: daysOverdue(deal, today), ...(idleness && { idleness }) };
}

/**
 * What a deal's page shows, beside the deal itself. Everything that depends on the day is in it: no component of the page
 * reads `today`, so that the page of a deal that is over is the same tomorrow.
 */
export interface DealPage {
  readonly standing: Standing;
  readonly path: readonly PathStep[];
  readonly checklist: Checklist;
  readonly documents: readonly DocumentView[];
  /** Newest first. */
  readonly activities: readonly Activity[];
  readonly qualification: readonly QualificationView[];
  readonly findings: readonly Finding[];
}

/** Draws up a deal's page. */
export function dealPage(deal: SiteDeal, site: Site): DealPage {
  const documents = deal.documents.flatMap(({ document }) => document ?? []);
  const { pipeline, stage } = deal;
  return {
    standing: standingOf(deal, site),
    path: stagePath(deal),
    checklist: nextChecklist({ deal: deal.deal, documents, rules: site.rules, people: site.people, pipeline, stage, today: site.today }),
    documents: documentViews(deal, site),
    activities: [...deal.deal.activities].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)),
    qualification: qualificationOf(deal, site),
    findings: deal.findings,
  };
}

/** Where a file can be edited on the forge; `undefined` where no repository is set. */
export function editHref(path: string, { repository }: Site): string | undefined {
  return repository && `${repository.url}/edit/${encodePath(repository.branch)}/${encodePath(repository.prefix + path)}`;
}

/** The name of a person, or the id where people.yaml does not know it. */
export function personName(id: string, { people }: Site): string {
  const known = people?.people ?? {};
  return (Object.hasOwn(known, id) ? known[id]?.name : undefined) ?? id;
}
