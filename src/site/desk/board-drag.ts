// Cards that can be dragged to another column of their board. The keyboard has "Move to …" on every card.
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { open } from "./start-desk.ts";

const cards = [...document.querySelectorAll<HTMLElement>("li[data-deal]")];
const columns = [...document.querySelectorAll<HTMLElement>("section[data-stage]")];

const mark = (column: HTMLElement, isOver: boolean): void => {
  column.toggleAttribute("data-over", isOver);
};

combine(
  ...cards.map((element) =>
    draggable({
      element,
      getInitialData: () => ({ deal: element.dataset.deal, from: element.closest<HTMLElement>("section")?.dataset.stage }),
      onDragStart: () => element.setAttribute("data-dragged", ""),
      onDrop: () => element.removeAttribute("data-dragged"),
    }),
  ),
  ...columns.map((element) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.from !== element.dataset.stage,
      onDragEnter: () => mark(element, true),
      onDragLeave: () => mark(element, false),
      onDrop: ({ source }) => {
        mark(element, false);
        const { deal } = source.data;
        const to = element.dataset.stage;
        if (typeof deal === "string" && to !== undefined) void open(element, { kind: "move", deal, to });
      },
    }),
  ),
);
