// A roadmap as an ordered check-list. Python hears `select` (a step) and `status` (a step and its new status).
import { el } from "./common.js";

const MARK = { pending: "", reading: "◐", done: "✓", again: "↻", skipped: "–", known: "✓" };
const SAYS = { pending: "to do", reading: "in progress", done: "done", again: "needs revision", skipped: "left out", known: "known already" };
const KEYS = { d: "done", l: "reading", s: "skipped", r: "pending", a: "again" };
const views = new WeakMap();

export default function render(component) {
  const { data, parentElement, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) {
    view = { root: parentElement.querySelector(".plan") };
    view.root.addEventListener("keydown", (event) => press(view, event));
    views.set(parentElement, view);
  }
  view.select = (id) => { view.chosen = id; setTriggerValue("select", id); draw(view); };
  view.say = (id, status) => { view.now.set(id, status); setTriggerValue("status", { id, status }); draw(view); };
  view.data = data;
  view.chosen = data.selected;
  view.now = new Map(data.steps.map((step) => [step.id, step.status]));
  draw(view);
  return () => views.delete(parentElement);
}

function draw(view) {
  const focused = view.root.getRootNode().activeElement?.closest?.("li")?.dataset.id;
  const parts = [];
  let stage = "";
  for (const step of view.data.steps) {
    if (step.stage !== stage) {
      stage = step.stage;
      parts.push(el("h4", {}, stage, el("small", {}, step.stageNote || "")));
    }
    parts.push(row(view, step));
  }
  view.root.replaceChildren(...parts);
  if (focused) view.root.querySelector(`li[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function row(view, step) {
  const status = view.now.get(step.id), chosen = step.id === view.chosen;
  const tick = el("button", {
    type: "button", class: "tick", "aria-label": `${SAYS[status]}: mark ${status === "done" ? "to do" : "done"}`, tabindex: "-1", disabled: status === "known",
    onclick: (event) => { event.stopPropagation(); view.say(step.id, status === "done" ? "pending" : "done"); },
  }, MARK[status]);
  const with_ = step.main ? el("span", { class: "main" }, step.main) : "";
  const first = !view.chosen && step === view.data.steps[0];
  return el("li", {
    class: `${status}${step.optional ? " optional" : ""}`, "data-id": step.id, tabindex: chosen || first ? "0" : "-1", "aria-current": chosen ? "step" : null,
    onclick: () => view.select(step.id),
  }, tick, el("div", { class: "what" }, el("span", { class: "title" }, step.title), with_),
  step.next && status === "pending" ? el("span", { class: "next" }, "next up") : "", el("small", {}, step.time));
}

function press(view, event) {
  const here = event.target.closest?.("li");
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const status = KEYS[event.key.toLowerCase()];
  const rows = [...view.root.querySelectorAll("li")];
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!status && !move && event.key !== " " && event.key !== "Enter") return;
  event.preventDefault();
  event.stopPropagation();
  const { id } = here.dataset;
  if (status) return view.say(id, status);
  if (!move) return event.key === "Enter" ? view.select(id) : view.say(id, view.now.get(id) === "done" ? "pending" : "done");
  const next = rows[rows.indexOf(here) + move];
  if (!next) return undefined;
  view.select(next.dataset.id);
  return view.root.querySelector(`li[data-id="${CSS.escape(next.dataset.id)}"]`)?.focus();
}
