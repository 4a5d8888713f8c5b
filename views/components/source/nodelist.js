// The list beside the graph: the same nodes as rows, filtered as one types, one shared choice. Rows and graph talk to
// each other at once through window events; Python hears `select` and `recentre`.
import { announce, chosenNow, el, colouring, STATUS, theme } from "./common.js";

const SORTS = { importance: "weightiest first", year: "newest first", oldest: "oldest first", title: "A to Z" };
const MARK = { done: "✓", reading: "◐", again: "↻", skipped: "–" };
const views = new WeakMap();

export default function render(component) {
  const { data, parentElement, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) views.set(parentElement, (view = open(parentElement)));
  view.send = (event, value) => setTriggerValue(event, value);
  view.data = data;
  view.chosen = chosenNow();
  parentElement.querySelector(".list").style.setProperty("--list-height", `${data.height}px`);
  view.colours = colouring(theme(parentElement.querySelector(".list")), "year", data.rows);
  draw(view);
  return () => { view.close(); views.delete(parentElement); };
}

function open(parent) {
  const view = { root: parent.querySelector(".list"), sort: "importance", text: "" };
  view.rows = view.root.querySelector("ol");
  const input = view.root.querySelector("input"), select = view.root.querySelector("select");
  for (const [value, text] of Object.entries(SORTS)) select.append(el("option", { value }, text));
  input.addEventListener("input", () => { view.text = input.value.trim().toLowerCase(); draw(view); });
  input.addEventListener("keydown", (event) => event.stopPropagation());
  select.addEventListener("change", () => { view.sort = select.value; draw(view); });
  view.rows.addEventListener("keydown", (event) => step(view, event));
  const heard = (event) => { view.chosen = event.detail.id; draw(view); };
  window.addEventListener("studygraph:select", heard);
  view.close = () => window.removeEventListener("studygraph:select", heard);
  return view;
}

const ORDER = {
  importance: (a, b) => b.importance - a.importance, year: (a, b) => (b.year || 0) - (a.year || 0),
  oldest: (a, b) => (a.year || 9999) - (b.year || 9999), title: (a, b) => a.label.localeCompare(b.label),
};

function draw(view) {
  const words = view.text.split(/\s+/).filter(Boolean);
  const rows = view.data.rows
    .filter((row) => words.every((word) => `${row.label} ${row.authors} ${row.text}`.toLowerCase().includes(word)))
    .sort((a, b) => ORDER[view.sort](a, b) || a.label.localeCompare(b.label));
  view.shown = rows;
  view.root.querySelector(".count").textContent = rows.length === view.data.total ? `${rows.length} resources` : `${rows.length} of ${view.data.total} resources`;
  view.rows.replaceChildren(...rows.map((row) => item(view, row)));
  if (!rows.length) view.rows.append(el("li", { class: "none" }, "Nothing here answers to these filters."));
  const chosen = view.rows.querySelector('[aria-selected="true"]');
  if (chosen) { const y = chosen.offsetTop; if (y < view.rows.scrollTop || y + chosen.offsetHeight > view.rows.scrollTop + view.rows.clientHeight) view.rows.scrollTop = y - 40; }
}

function item(view, row) {
  const chosen = row.id === view.chosen;
  const hover = (id) => () => window.dispatchEvent(new CustomEvent("studygraph:hover", { detail: id }));
  const facts = [row.kind, row.year, STATUS[row.status] && row.status !== "pending" ? `${MARK[row.status]} ${STATUS[row.status]}` : ""].filter(Boolean);
  return el("li", {
    role: "option", tabindex: chosen || (!view.chosen && row === view.shown[0]) ? "0" : "-1", "aria-selected": String(chosen), "data-id": row.id,
    class: row.status === "done" ? "done" : "", onclick: () => take(view, row.id), ondblclick: () => view.send("recentre", row.id),
    onmouseenter: hover(row.id), onmouseleave: hover(null),
  }, el("i", { style: `background:${view.colours.colour(row)}` }), el("span", { class: "title" }, row.label), el("small", {}, facts.join(" · ")));
}

function take(view, id) {
  announce(id, view.data.rows.find((row) => row.id === id));
  view.send("select", id);
}

function step(view, event) {
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = view.shown.findIndex((row) => row.id === event.target.dataset?.id);
  if (event.key === "Enter" && at >= 0) { event.preventDefault(); view.send("recentre", view.shown[at].id); }
  if (!move || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  const next = view.shown[Math.min(view.shown.length - 1, Math.max(0, at + move))];
  take(view, next.id);
  view.rows.querySelector('[aria-selected="true"]')?.focus();
}
