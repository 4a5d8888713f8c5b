// One box for everything: types ask Python (`query`), arrows walk the answers, Enter opens (`open`). Ctrl-K or / focuses it.
import { el } from "./common.js";

const views = new WeakMap();
const AGAIN_MS = 700; // names answer at once, meaning once the text model is loaded

export default function render(component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) views.set(parentElement, (view = open(parentElement)));
  view.ask = (text) => setStateValue("query", text);
  view.open = (id) => setTriggerValue("open", id);
  Object.assign(view, { hits: data.hits, asked: data.query, partial: data.partial });
  clearTimeout(view.later);
  if (data.partial && view.typed) view.later = setTimeout(() => setTriggerValue("again", Date.now()), AGAIN_MS);
  if (view.input !== view.input.getRootNode().activeElement && !view.typed) view.input.value = "";
  list(view);
  return () => { view.close(); views.delete(parentElement); };
}

function open(parent) {
  const input = parent.querySelector("input"), box = parent.querySelector("ul");
  const view = { input, box, hits: [], at: 0, timer: 0, typed: "" };
  input.addEventListener("input", () => {
    view.typed = input.value.trim();
    clearTimeout(view.timer);
    view.at = 0;
    list(view);
    view.timer = setTimeout(() => view.ask(view.typed), 140);
  });
  input.addEventListener("keydown", (event) => press(view, event));
  input.addEventListener("blur", () => setTimeout(() => { box.hidden = true; }, 160));
  input.addEventListener("focus", () => list(view));
  const shortcut = (event) => {
    const writing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.composedPath()[0]?.tagName || "");
    if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writing)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  };
  document.addEventListener("keydown", shortcut, true);
  view.close = () => { clearTimeout(view.later); document.removeEventListener("keydown", shortcut, true); };
  return view;
}

function press(view, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  event.stopPropagation();
  if (step && view.hits.length) { event.preventDefault(); view.at = (view.at + step + view.hits.length) % view.hits.length; list(view); }
  if (event.key === "Enter" && view.hits[view.at] && view.asked === view.typed) take(view, view.hits[view.at]);
  if (event.key === "Escape") { view.box.hidden = true; view.input.blur(); }
}

function take(view, hit) {
  view.box.hidden = true;
  view.input.value = "";
  view.typed = "";
  view.input.blur();
  view.open(hit.id);
}

function list(view) {
  const { box, input, hits, typed } = view;
  const active = input.getRootNode().activeElement === input;
  box.hidden = !active || !typed;
  input.setAttribute("aria-expanded", String(!box.hidden));
  if (box.hidden) return;
  if (view.asked !== typed) { if (!box.children.length) box.replaceChildren(el("li", { class: "none" }, "Searching …")); return; }
  const none = view.partial ? "Searching by meaning …" : `Nothing answers to “${typed}”. Try fewer letters, or add a list.`;
  if (!hits.length) { box.replaceChildren(el("li", { class: "none" }, none)); return; }
  box.replaceChildren(...hits.map((hit, i) => {
    const item = el("li", { role: "option", id: `hit-${i}`, "aria-selected": String(i === view.at), onmousedown: (event) => { event.preventDefault(); take(view, hit); } },
      el("span", { class: "kind" }, hit.kind), el("span", { class: "title" }, hit.title), el("small", {}, hit.why || ""));
    return item;
  }));
  if (view.partial) box.append(el("li", { class: "none" }, none));
  input.setAttribute("aria-activedescendant", `hit-${view.at}`);
  // Not scrollIntoView: that would scroll the page's own boxes as well.
  const row = box.children[view.at];
  if (row) box.scrollTop = Math.min(row.offsetTop - 6, Math.max(box.scrollTop, row.offsetTop + row.offsetHeight - box.clientHeight + 6));
}
