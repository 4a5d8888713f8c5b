// The whole library at once: sigma draws with WebGL what Python placed. Python hears `select` and `recentre`.
import Graph from "graphology";
import Sigma from "sigma";
import { announce, button, chosenNow, choice, colouring, el, icon, mix, remember, theme } from "./common.js";

const COLOURS = [["topic", "Topic"], ["year", "Year"], ["kind", "Kind"], ["status", "Status"], ["list", "List"]];
const USUAL_WIDTH = 950; // pixels for which Python made the dots
const LEGEND = 12;
const NAME_WIDTH = 128;
const views = new WeakMap();

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
  const view = { root, data, by: remember(`map:${data.memory}`) || "topic", off: new Set(), lines: true };
  root.querySelector(".bar").replaceChildren(
    choice("Colour", COLOURS, view.by, (by) => { view.by = by; view.off.clear(); remember(`map:${data.memory}`, by); paint(view); }),
  );
  view.resized = new ResizeObserver(() => view.sigma?.resize());
  view.resized.observe(root);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => setTimeout(() => paint(view), 60);
  scheme.addEventListener("change", repaint);
  const heard = (event) => { view.chosen = event.detail.id; view.sigma?.refresh({ skipIndexation: true }); };
  window.addEventListener("studygraph:select", heard);
  view.close = () => { window.removeEventListener("studygraph:select", heard); view.resized.disconnect(); scheme.removeEventListener("change", repaint); view.sigma?.kill(); };
  return view;
}

function update(view, data) {
  const { signature } = view;
  if (data.stamp === view.data.stamp && view.sigma) return;
  view.data = data;
  view.chosen = chosenNow();
  view.root.style.setProperty("--graph-height", `${data.height}px`);
  view.signature = JSON.stringify([data.ids, data.x, data.y]);
  if (signature !== view.signature) build(view);
  paint(view);
}

function build(view) {
  const { data } = view;
  view.sigma?.kill();
  const graph = (view.graph = new Graph({ type: "undirected", multi: false }));
  view.nodes = data.ids.map((id, i) => ({
    id, label: data.labels[i], year: data.years[i], kind: data.kinds[i], status: data.statuses[i] || "pending", list: data.lists[i],
    topic: data.topics[data.topic[i]] ?? "other", size: data.sizes[i],
  }));
  view.nodes.forEach((n, i) => graph.addNode(n.id, { x: data.x[i], y: data.y[i], size: n.size, label: n.label, color: "#888888" }));
  for (let i = 0; i < data.edges.length; i += 2) {
    const [a, b] = [data.ids[data.edges[i]], data.ids[data.edges[i + 1]]];
    if (a !== b && !graph.hasEdge(a, b)) graph.addEdge(a, b, { size: 0.6 });
  }
  view.byId = new Map(view.nodes.map((n) => [n.id, n]));
  prepare(view);
  view.sigma = new Sigma(graph, view.root.querySelector(".canvas"), settings(view));
  listen(view);
  tools(view);
}

const settings = (view) => ({
  labelRenderedSizeThreshold: 12, labelDensity: 0.5, labelGridCellSize: 110, labelSize: 12, labelWeight: "500", zIndex: true, allowInvalidContainer: true,
  minCameraRatio: 0.04, maxCameraRatio: 1.6, hideEdgesOnMove: view.data.edges.length > 12000, stagePadding: 44, labelFont: theme(view.root).font,
  defaultDrawNodeHover: (context, data, set) => halo(view, context, data, set),
  nodeReducer: (id, attributes) => look(view, id, attributes),
  edgeReducer: (edge, attributes) => link(view, edge, attributes),
});

function look(view, id, attributes) {
  const node = view.byId.get(id), t = view.theme;
  const result = { ...attributes, size: attributes.size * view.scale, color: view.colours.colour(node) };
  if (view.off.has(view.colours.key(node))) return { ...result, hidden: true };
  if (view.over && view.over !== id && !view.graph.areNeighbors(view.over, id)) return { ...result, color: mix(t.background, result.color, 0.22), label: "", zIndex: 0 };
  if (view.over) return { ...result, zIndex: 2, forceLabel: view.graph.degree(view.over) < 25 || view.over === id };
  if (view.chosen === id) return { ...result, highlighted: true, zIndex: 3, forceLabel: true };
  return result;
}

function link(view, edge, attributes) {
  const t = view.theme, [a, b] = view.graph.extremities(edge);
  if (view.over) {
    const lit = a === view.over || b === view.over;
    return { ...attributes, hidden: !lit, color: t.muted, size: 1.2, zIndex: 1 };
  }
  return { ...attributes, hidden: !view.lines, color: mix(t.background, t.text, t.dark ? 0.1 : 0.08) };
}

// The name of a hovered or chosen node on a small card of the page's own colours.
function halo(view, context, data, set) {
  const t = view.theme;
  context.font = `600 ${set.labelSize}px ${set.labelFont}`;
  const text = data.label || "", width = context.measureText(text).width;
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3.5, 0, Math.PI * 2);
  context.strokeStyle = t.primary;
  context.lineWidth = 2.5;
  context.stroke();
  if (!text) return;
  context.fillStyle = t.background;
  context.globalAlpha = 0.94;
  context.beginPath();
  context.roundRect(data.x + data.size + 6, data.y - 11, width + 12, 22, 6);
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = t.faint;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = t.text;
  context.fillText(text, data.x + data.size + 12, data.y + 4);
}

function listen(view) {
  const { sigma } = view;
  const tip = view.root.querySelector(".tip");
  sigma.on("enterNode", ({ node, event }) => {
    view.over = node;
    const n = view.byId.get(node);
    tip.replaceChildren(el("strong", {}, n.label), el("small", {}, [n.kind, n.year, n.topic].filter(Boolean).join(" · ")));
    tip.hidden = false;
    const box = view.root.querySelector(".canvas").getBoundingClientRect();
    const left = Math.min(event.x + 16, box.width - tip.offsetWidth - 8), top = Math.min(event.y + 20, box.height - tip.offsetHeight - 8);
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    sigma.refresh({ skipIndexation: true });
  });
  sigma.on("leaveNode", () => { view.over = null; tip.hidden = true; sigma.refresh({ skipIndexation: true }); });
  sigma.on("clickNode", ({ node }) => { announce(node, view.byId.get(node)); view.send("select", node); });
  sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); view.send("recentre", node); });
  sigma.on("afterRender", () => regions(view));
}

function tools(view) {
  const camera = view.sigma.getCamera();
  view.root.querySelector(".tools").replaceChildren(
    button(icon("plus"), "Zoom in", () => camera.animatedZoom({ duration: 160 })), button(icon("minus"), "Zoom out", () => camera.animatedUnzoom({ duration: 160 })),
    button(icon("all"), "Show all", () => camera.animatedReset({ duration: 200 })),
    button(icon("links"), "Show or hide links", () => { view.lines = !view.lines; view.sigma.refresh({ skipIndexation: true }); }),
    button(icon("full"), "Full screen", () => (document.fullscreenElement ? document.exitFullscreen() : view.root.requestFullscreen?.())),
  );
}

function prepare(view) {
  view.theme = theme(view.root);
  view.scale = Math.min(1, Math.max(0.4, view.root.clientWidth / USUAL_WIDTH));
  view.nodes.forEach((n, i) => { n.status = view.data.statuses[i] || "pending"; });
  view.colours = colouring(view.theme, view.by, view.nodes);
}

function paint(view) {
  prepare(view);
  const rest = view.colours.names.length - LEGEND;
  const chips = view.colours.names.slice(0, LEGEND).map((name) => {
    const off = view.off.has(name);
    return el("button", {
      type: "button", class: off ? "chip off" : "chip", "aria-pressed": String(!off),
      onclick: () => { view.off[off ? "delete" : "add"](name); paint(view); },
    }, el("i", { style: `background:${view.colours.palette.get(name)}` }), name, el("small", {}, String(view.colours.counts.get(name))));
  });
  view.root.querySelector(".legend").replaceChildren(...chips, ...(rest > 0 ? [el("small", {}, `and ${rest} more`)] : []));
  view.sigma.setSetting("labelColor", { color: view.theme.text });
  view.sigma.refresh();
}

// Names of regions stand over the clusters and fade once single nodes have room for theirs.
function regions(view) {
  const { sigma, data } = view;
  const box = view.root.querySelector(".axis");
  const ratio = sigma.getCamera().ratio;
  const marks = [], taken = [];
  for (const { x, y, label, n } of data.regions) {
    const p = sigma.graphToViewport({ x, y });
    const long = label.length * 7.2 + 30, width = Math.min(NAME_WIDTH, long), height = long > NAME_WIDTH ? 34 : 18;
    if (taken.some(([a, b, w, h]) => Math.abs(a - p.x) < (w + width) / 2 && Math.abs(b - h / 2 - (p.y - height / 2)) < (h + height) / 2)) continue;
    taken.push([p.x, p.y, width, height]);
    marks.push(el("span", { class: "region", style: `left:${p.x}px;top:${p.y}px;opacity:${ratio < 0.3 ? 0.35 : 1}` }, label, el("small", {}, String(n))));
  }
  box.replaceChildren(...marks);
}
