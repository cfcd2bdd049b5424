import type { Complaints } from "../../core/form/answer-complaint.ts";

/** Id of the element in which a field is filled in. */
export const idOf = (name: string): string => `desk-${name.replace(/[^a-z0-9]+/gi, "-")}`;

/** Id of the element that says what is wrong with a field. */
export const complaintId = (name: string): string => `${idOf(name)}-complaint`;

/** On the field that somebody is typing in. */
export const typingAttribute = "data-typing";

/** On a row that somebody has left. */
export const leftAttribute = "data-left";

/** True where something is wrong with a field, unless somebody is typing in it: nobody is told what is wrong with a word that they have not finished. */
export const isToldOf = (name: string, complaints: Complaints): boolean =>
  complaints.has(name) && document.querySelector(`[${typingAttribute}]`)?.id !== idOf(name);
