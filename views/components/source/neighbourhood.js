// One graph view: Streamlit calls `render` with new data on every rerun; the same Cytoscape instance grows in
// place, so what stands there does not jump. Python hears of two events: `select` and `recentre`.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { chosenNow, colouring, remember, still, theme } from "./common.js";
import { frame, MOVE_MS } from "./frame.js";
import { labels } from "./labels.js";
import { crowd, levels, rings, semantic, timeline } from "./layouts.js";
import { keys, listen, pointer } from "./pointer.js";
import { edgeData, nodeData, stylesheet } from "./style.js";

cytoscape.use(fcose);
const views = new WeakMap();
const MANY = 120;

export default function render(component) {
  const { data, parentElement, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) views.set(parentElement, (view = open(parentElement, data)));
  view.send = (event, value) => setTriggerValue(event, value);
  update(view, data);
  return () => { view.close(); views.delete(parentElement); };
}

function open(parent, data) {
  const root = parent.querySelector(".graph");
  const kept = remember(`view:${data.memory}`) || {};
  const view = {
    root, data, options: { layout: "force", colour: "year", size: "importance", ...data.view, ...kept.options },
    hidden: new Set(kept.hidden), pinned: new Set(kept.pinned), off: new Set(), offEdges: new Set(kept.offEdges), undo: [],
    places: new Map(Object.entries(remember(`places:${data.memory}`) || {})),
  };
  view.cy = cytoscape({
    container: root.querySelector(".canvas"), minZoom: 0.12, maxZoom: 3.2, boxSelectionEnabled: false, autounselectify: true,
    layout: { name: "preset" },
  });
  frame(view, { arrange: (animate) => arrange(view, animate), paint: () => paint(view), store: () => store(view) });
  labels(view);
  pointer(view);
  keys(view);
  const deaf = listen(view);
  const resized = new ResizeObserver(() => { view.cy.resize(); view.relabel(); });
  resized.observe(root);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => setTimeout(() => paint(view), 60);
  scheme.addEventListener("change", repaint);
  view.close = () => { deaf(); resized.disconnect(); scheme.removeEventListener("change", repaint); view.cy.destroy(); };
  return view;
}

function update(view, data) {
  const first = !view.signature, told = JSON.stringify(data);
  const chosen = data.selected ?? chosenNow() ?? data.focus;
  if (told === view.told) return chosen === view.chosen || view.choose(chosen);
  Object.assign(view, { data: named(data), told });
  data = view.data;
  const signature = JSON.stringify([data.nodes.map((n) => n.id), data.edges.map((e) => e.id)]);
  const moved = data.focus !== view.focus;
  view.focus = data.focus;
  view.root.style.setProperty("--graph-height", `${data.height}px`);
  if (signature !== view.signature) {
    view.signature = signature;
    view.cy.batch(() => { exchange(view); paint(view); }); // styles are worked out at the end, once
    arrange(view, !first);
  } else {
    paint(view);
    if (moved) view.home(true);
  }
  return view.choose(chosen);
}

// Edges come with the places of their ends among the nodes.
function named(data) {
  const id = (at) => data.nodes[at].id;
  return { ...data, edges: data.edges.map((e) => ({ ...e, s: id(e.s), t: id(e.t), id: `${id(e.s)}→${id(e.t)}:${e.kind}` })) };
}

// Add what is new, drop what left, keep the rest where it stands.
function exchange(view) {
  const { cy, data } = view;
  const wanted = new Set([...data.nodes.map((n) => n.id), ...data.edges.map((e) => e.id)]);
  cy.batch(() => {
    cy.elements().filter((e) => !wanted.has(e.id())).remove();
    for (const node of data.nodes) {
      if (cy.getElementById(node.id).empty()) cy.add({ group: "nodes", data: { id: node.id, size: 24, chip: 60, shape: "ellipse", short: node.short, type: node.type } });
    }
    for (const edge of data.edges) {
      if (cy.getElementById(edge.id).empty()) cy.add({ group: "edges", data: { id: edge.id, source: edge.s, target: edge.t } });
    }
  });
}

// Colours, sizes, shapes and what is shown; no positions.
function paint(view) {
  const { cy, data, options } = view;
  const t = theme(view.root), look = JSON.stringify(t);
  if (look !== view.look) cy.style(stylesheet(t));
  Object.assign(view, { theme: t, look });
  const resources = data.nodes.filter((n) => n.type === "resource");
  view.colours = colouring(t, options.colour, resources);
  const top = Math.max(1e-9, ...resources.map((n) => n[options.size] || 0));
  const size = (n) => 14 + 32 * Math.min(1, (n[options.size] || 0) / top) ** 0.65;
  cy.batch(() => {
    for (const node of data.nodes) {
      const colour = node.type === "resource" ? view.colours.colour(node) : t.muted;
      const one = cy.getElementById(node.id);
      one.data(nodeData(t, node, colour, size(node)));
      const filed = node.type === "resource" && view.off.has(view.colours.key(node));
      one.toggleClass("off", filed).toggleClass("gone", view.hidden.has(node.id)).toggleClass("pinned", view.pinned.has(node.id));
      if (view.pinned.has(node.id)) one.lock(); else one.unlock();
      one.toggleClass("focus", node.id === data.focus);
    }
    for (const edge of data.edges) {
      const direct = edge.s === data.focus || edge.t === data.focus;
      cy.getElementById(edge.id).data(edgeData(t, edge)).toggleClass("off", view.offEdges.has(edge.kind)).toggleClass("far", !direct).toggleClass("thin", !direct && data.nodes.length > MANY);
    }
    view.way(data.path || []);
  });
  view.redraw();
  view.relabel();
}

function arrange(view, animate) {
  const { cy, data, options } = view;
  view.axis = {};
  if (options.layout === "force") return force(view, animate);
  const shown = data.nodes.filter((n) => !view.hidden.has(n.id));
  const made = { timeline, levels, semantic }[options.layout](shown, data.edges);
  view.axis = made.axis;
  place(view, made.positions, animate);
  return undefined;
}

function place(view, positions, animate) {
  const { cy } = view;
  const settled = () => { store(view); view.relabel(); };
  if (!animate || cy.nodes().length > MANY || still()) {
    cy.batch(() => positions.forEach((p, id) => cy.getElementById(id).position(p)));
    view.home(false);
    return settled();
  }
  view.home(true, positions);
  return cy.layout({
    name: "preset", positions: (node) => positions.get(node.id()) || node.position(), fit: false,
    animate: true, animationDuration: MOVE_MS, animationEasing: "ease-out-cubic", stop: settled,
  }).run();
}

function force(view, animate) {
  const { cy, data } = view;
  const start = rings(data.nodes, data.edges, data.focus);
  if (data.nodes.length > MANY) return place(view, crowd(data.nodes, data.edges, start), false);
  const known = data.nodes.filter((n) => view.places.has(n.id));
  const anchor = view.places.get(data.focus) || { x: 0, y: 0 };
  cy.batch(() => data.nodes.forEach((n) => {
    const p = start.get(n.id);
    cy.getElementById(n.id).position(view.places.get(n.id) || { x: anchor.x + p.x, y: anchor.y + p.y });
  }));
  if (known.length === data.nodes.length) { view.home(animate); view.relabel(); return; }
  const fixed = known.length > 1 ? known.map((n) => ({ nodeId: n.id, position: view.places.get(n.id) })) : undefined;
  cy.nodes().unlock();
  cy.layout({
    name: "fcose", quality: "proof", randomize: false, animate: false, fit: false, nodeSeparation: 90, packComponents: true,
    idealEdgeLength: (e) => (e.data("kind") === "about" ? 95 : 125), nodeRepulsion: (n) => (n.data("type") === "resource" ? 14000 : 9000),
    edgeElasticity: () => 0.35, gravity: 0.35, numIter: 1800,
    fixedNodeConstraint: fixed,
    stop: () => { cy.nodes(".pinned").lock(); keep(view); view.home(animate); view.relabel(); store(view); },
  }).run();
}

// Places in a crowd are too close for a small picture later, so only those of a small one are kept.
function keep(view) {
  if (view.data.nodes.length > MANY) return;
  view.cy.nodes().forEach((n) => { view.places.set(n.id(), { x: Math.round(n.position("x")), y: Math.round(n.position("y")) }); });
}

function store(view) {
  if (view.options.layout === "force") {
    keep(view);
    remember(`places:${view.data.memory}`, Object.fromEntries([...view.places].slice(-800)));
  }
  remember(`view:${view.data.memory}`, {
    options: view.options, hidden: [...view.hidden], pinned: [...view.pinned], offEdges: [...view.offEdges],
  });
}
