// The head of the details: who the chosen node is. It hears of a choice from list, graph or map and shows what they know
// at once; what stands below it is pale until Python's answer is there.
import { announce, chosenNow, el } from "./common.js";

const PATIENCE = 4000; // then the last answer counts, whatever was pressed
const views = new WeakMap();

export default function render({ data, parentElement }) {
  let view = views.get(parentElement);
  if (!view) views.set(parentElement, (view = open(parentElement)));
  view.told = data;
  if (!view.waiting || view.waiting === data.id) settle(view);
  return () => { view.close(); views.delete(parentElement); };
}

function open(parent) {
  const view = { root: parent.querySelector(".about"), pane: parent.closest(".st-key-sg-details"), waiting: null };
  const heard = ({ detail: { id, about } }) => {
    clearTimeout(view.timer);
    if (id === view.told.id) return settle(view);
    view.waiting = id;
    view.timer = setTimeout(() => settle(view), PATIENCE);
    view.pane?.setAttribute("data-waiting", "");
    if (view.pane) view.pane.scrollTop = 0;
    return show(view, about);
  };
  window.addEventListener("studygraph:select", heard);
  view.close = () => { clearTimeout(view.timer); window.removeEventListener("studygraph:select", heard); };
  return view;
}

function settle(view) {
  clearTimeout(view.timer);
  view.waiting = null;
  view.pane?.removeAttribute("data-waiting");
  show(view, view.told);
  if (chosenNow() !== view.told.id) announce(view.told.id, view.told);
}

function show(view, { type, kind, year, venue, difficulty, label, authors, text, listed }) {
  const facts = [type && type !== "resource" ? type : kind, year, venue, difficulty].filter(Boolean).join(" · ");
  view.root.replaceChildren(
    el("p", { class: "facts" }, facts), el("h3", {}, label), authors ? el("p", { class: "authors" }, authors) : "",
    text ? el("p", {}, text) : "",
    listed === false ? el("p", { class: "facts" }, "Cited by your resources, but on none of your lists.") : "",
  );
}
