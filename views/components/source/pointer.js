// Mouse, touch and keys: hover shows and lights up neighbours, a click chooses, a double click re-centres.
import { announce, el } from "./common.js";
import { EDGES } from "./style.js";

// The list beside the graph says what is pointed at there, and what was chosen, before Python has answered.
export function listen(view) {
  const select = (event) => view.choose(event.detail.id);
  const hover = (event) => {
    const node = event.detail ? view.cy.getElementById(event.detail) : view.cy.collection();
    if (node.nonempty()) view.light(node); else view.dark();
  };
  window.addEventListener("studygraph:select", select);
  window.addEventListener("studygraph:hover", hover);
  return () => { window.removeEventListener("studygraph:select", select); window.removeEventListener("studygraph:hover", hover); };
}

export function pointer(view) {
  const { cy, root } = view;
  const tip = root.querySelector(".tip");
  view.choose = (id) => {
    cy.nodes(".chosen").removeClass("chosen");
    view.chosen = id;
    const node = id ? cy.getElementById(id) : cy.collection();
    node.addClass("chosen");
    root.querySelector(".said").textContent = node.nonempty() ? `Chosen: ${node.data("label")}` : "";
    view.relabel();
  };
  view.way = (path) => {
    cy.elements(".way, .onway").removeClass("way onway");
    for (let i = 1; i < path.length; i += 1) {
      cy.getElementById(path[i - 1]).edgesWith(cy.getElementById(path[i])).addClass("way");
    }
    const on = path.length > 1;
    cy.elements().toggleClass("faded", on);
    if (on) cy.nodes().filter((n) => path.includes(n.id())).addClass("onway").union(cy.edges(".way")).removeClass("faded");
  };
  const light = (middle) => {
    cy.batch(() => {
      cy.elements().addClass("faded").removeClass("lit");
      middle.union(middle.neighborhood()).union(middle.connectedNodes?.() || cy.collection()).removeClass("faded").addClass("lit");
    });
  };
  const dark = () => {
    tip.hidden = true;
    cy.batch(() => cy.elements().removeClass("faded lit"));
    view.way(view.data.path || []);
    view.relabel();
  };
  Object.assign(view, { light: (node) => { light(node); view.relabel(); }, dark });
  cy.on("mouseover", "node", ({ target, renderedPosition }) => { light(target); show(view, tip, nodeTip(target), renderedPosition); view.relabel(); });
  cy.on("mouseover", "edge", ({ target, renderedPosition }) => { show(view, tip, edgeTip(target), renderedPosition); target.addClass("lit"); });
  cy.on("mouseout", "node, edge", dark);
  cy.on("pan zoom", () => { tip.hidden = true; });
  const tell = (id) => { announce(id, cy.getElementById(id).data()); view.send("select", id); };
  view.tell = tell;
  cy.on("tap", "node", ({ target }) => tell(target.id()));
  cy.on("dbltap", "node", ({ target }) => view.send("recentre", target.id()));
  cy.on("dragfree", "node", ({ target }) => { if (!view.pinned.has(target.id())) view.pin(target.id()); });
}

function nodeTip(node) {
  const d = node.data();
  const facts = [d.type === "resource" ? d.kind : d.type, d.year, d.status && d.status !== "pending" ? d.status : "", d.listed === false ? "on none of your lists" : ""].filter(Boolean).join(" · ");
  return [el("strong", {}, d.label), d.authors ? el("div", {}, d.authors) : "", el("small", {}, facts)];
}

function edgeTip(edge) {
  const look = EDGES[edge.data("kind")] || { verb: edge.data("kind") };
  const [from, to] = look.back ? [edge.target(), edge.source()] : [edge.source(), edge.target()];
  const parts = [el("div", {}, el("strong", {}, from.data("short")), ` ${look.verb} `, el("strong", {}, to.data("short")))];
  if (edge.data("why")) parts.push(el("small", {}, edge.data("why")));
  return parts;
}

function show(view, tip, parts, at) {
  tip.replaceChildren(...parts);
  tip.hidden = false;
  const box = view.root.querySelector(".canvas").getBoundingClientRect();
  const left = Math.min(Math.max(8, at.x + 16), box.width - tip.offsetWidth - 8);
  const top = at.y + 18 + tip.offsetHeight > box.height ? at.y - tip.offsetHeight - 14 : at.y + 18;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(4, top))}px)`;
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function keys(view) {
  const act = {
    Enter: () => view.chosen && view.send("recentre", view.chosen), h: () => view.hide(view.chosen), p: () => view.pin(view.chosen),
    u: () => view.back(), z: () => view.back(), f: () => view.full(), 0: () => view.home(true),
    "+": () => view.zoom(1.3), "=": () => view.zoom(1.3), "-": () => view.zoom(1 / 1.3),
  };
  view.root.querySelector(".canvas").addEventListener("keydown", (event) => {
    if (event.altKey || (event.ctrlKey && event.key !== "z") || event.metaKey) return;
    const step = STEPS[event.key], doing = act[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!step && !doing) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) walk(view, step); else doing();
  });
}

// The nearest node in a direction becomes the chosen one.
function walk(view, [dx, dy]) {
  const from = view.cy.getElementById(view.chosen || view.focus);
  if (from.empty()) return;
  const score = (n) => {
    const x = n.position("x") - from.position("x"), y = n.position("y") - from.position("y");
    const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    return along > 4 ? along + 2.2 * across : Infinity;
  };
  const best = view.cy.nodes(":visible").difference(from).min(score);
  if (!best.ele || best.value === Infinity) return;
  view.tell(best.ele.id());
}
