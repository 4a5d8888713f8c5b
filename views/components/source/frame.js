// What stands round the canvas: the bar of view choices, the tools, both legends and the axis.
import { button, choice, el, icon, save, still } from "./common.js";
import { EDGES, edgeColour, shapeOf } from "./style.js";
import { svg } from "./svg.js";

const LAYOUTS = [
  ["force", "Web", "What is linked stands close"], ["timeline", "Timeline", "From left to right by year"],
  ["levels", "Needed first", "What has to be known first stands on top"], ["semantic", "By meaning", "What is on one subject stands close, as on the map"],
];
const COLOURS = [["year", "Year"], ["topic", "Topic"], ["kind", "Kind"], ["status", "Status"], ["list", "List"]];
export const MOVE_MS = 300;
const STEPS = 68; // what the names of the steps take at the left
const RIM = 0.045, NAME = 40, CLOSEST = 1.7; // share of the width left free; room for half a name; how near two lonely nodes come
const SIZES = [
  ["importance", "Importance", "How much leads to it by citations and other links, where what is important itself counts for more"],
  ["cited", "Citations", "How many resources of your library cite it"], ["degree", "Links", "How many links it has in this view"],
];

export function frame(view, does) {
  const { root, cy } = view;
  const change = (key, then) => (value) => { view.options[key] = value; view.off.clear(); then(); does.store(); };
  root.querySelector(".bar").replaceChildren(
    choice("Layout", LAYOUTS, view.options.layout, change("layout", () => { does.arrange(true); view.redraw(); })),
    choice("Colour", COLOURS, view.options.colour, change("colour", does.paint)),
    choice("Size", SIZES, view.options.size, change("size", does.paint)),
  );
  const act = (undo) => { view.undo.push(undo); does.paint(); does.store(); };
  view.hide = (id) => {
    if (!id || id === view.focus) return;
    view.hidden.add(id);
    act(() => view.hidden.delete(id));
  };
  view.pin = (id) => {
    if (!id) return;
    const was = view.pinned.has(id);
    view.pinned[was ? "delete" : "add"](id);
    act(() => view.pinned[was ? "add" : "delete"](id));
  };
  view.back = () => {
    const last = view.undo.pop();
    if (last) { last(); does.paint(); does.store(); }
  };
  view.home = (animate, positions) => {
    const seen = whole(view, positions);
    if (!seen) return undefined;
    if (!animate || still()) return cy.viewport(seen);
    return cy.animate({ ...seen, duration: MOVE_MS, easing: "ease-out-cubic" });
  };
  view.zoom = (factor) => cy.animate({ zoom: { level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }, duration: 120 });
  view.full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.());
  root.querySelector(".tools").replaceChildren(
    button(icon("plus"), "Zoom in (+)", () => view.zoom(1.3)), button(icon("minus"), "Zoom out (−)", () => view.zoom(1 / 1.3)),
    button(icon("all"), "Show all (0)", () => view.home(true)), button(icon("full"), "Full screen (F)", view.full),
    button(icon("hide"), "Hide the chosen node (H)", () => view.hide(view.chosen)), button(icon("pin"), "Pin the chosen node (P)", () => view.pin(view.chosen)),
    button(icon("back"), "Undo hide or pin (U)", view.back),
    button("PNG", "Save as PNG", () => save("studygraph.png", cy.png({ full: true, scale: 2, bg: view.theme.background, output: "blob" }))),
    button("SVG", "Save as SVG", () => save("studygraph.svg", new Blob([svg(view)], { type: "image/svg+xml" }))),
  );
  view.redraw = () => { nodeLegend(view, does); shapeLegend(view); edgeLegend(view, does); axis(view); };
  cy.on("pan zoom resize", () => axis(view));
}

// Zoom and pan that show all nodes (where they will stand, when given). Cytoscape's own measures every name and link.
function whole({ cy, axis }, positions) {
  const nodes = cy.nodes().filter((n) => !n.hasClass("off") && !n.hasClass("gone"));
  if (nodes.empty()) return null;
  const places = nodes.map((n) => (!n.locked() && positions?.get(n.id())) || n.position());
  const xs = places.map((p) => p.x), ys = places.map((p) => p.y);
  const [x1, x2, y1, y2] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (extent) => Math.max(60, extent - 2 * Math.min(NAME, 20 + RIM * extent));
  const side = axis?.y ? STEPS : 0;
  const fits = Math.min(room(cy.width() - side) / Math.max(1, x2 - x1), room(cy.height()) / Math.max(1, y2 - y1));
  const zoom = Math.max(cy.minZoom(), Math.min(CLOSEST, fits));
  return { zoom, pan: { x: (cy.width() + side) / 2 - (zoom * (x1 + x2)) / 2, y: cy.height() / 2 - (zoom * (y1 + y2)) / 2 } };
}

function nodeLegend(view, does) {
  const { names, counts, palette } = view.colours;
  const title = COLOURS.find(([name]) => name === view.options.colour)[1];
  const shown = names.slice(0, names.length > 10 ? 8 : 10);
  const chips = shown.map((name) => {
    const off = view.off.has(name);
    const dot = el("i", { style: `background:${palette.get(name)}` });
    return el("button", {
      type: "button", class: off ? "chip off" : "chip", "aria-pressed": String(!off), title: off ? `Show ${name}` : `Hide ${name}`,
      onclick: () => { view.off[off ? "delete" : "add"](name); does.paint(); },
    }, dot, name, el("small", {}, String(counts.get(name))));
  });
  const hidden = view.hidden.size ? [button(`${view.hidden.size} hidden`, "Show hidden nodes", () => { view.hidden.clear(); does.paint(); does.store(); }, { class: "chip" })] : [];
  const rest = names.length - shown.length;
  const more = rest ? [el("small", {}, `and ${rest} more`)] : [];
  view.root.querySelector(".legend").replaceChildren(el("b", {}, title), ...chips, ...more, ...hidden);
}

// What the shapes in sight mean, where there is more than one.
function shapeLegend(view) {
  const kinds = new Map();
  for (const node of view.data.nodes.filter((one) => one.type !== "topic")) {
    const shape = shapeOf(node), kind = node.type === "resource" ? node.kind || "other" : node.type;
    kinds.set(shape, (kinds.get(shape) || new Set()).add(kind));
  }
  const marks = [...kinds].map(([shape, names]) => el("span", { class: "mark" }, el("i", { class: shape }), [...names].join(", ")));
  view.root.querySelector(".shapes").replaceChildren(...(marks.length > 1 ? [el("b", {}, "Shape"), ...marks] : []));
}

function edgeLegend(view, does) {
  const kinds = new Map();
  for (const edge of view.data.edges) kinds.set(edge.kind, (kinds.get(edge.kind) || 0) + 1);
  const chips = Object.keys(EDGES).filter((kind) => kinds.has(kind)).map((kind) => {
    const off = view.offEdges.has(kind), look = EDGES[kind];
    const style = look.line === "dotted" ? "dotted" : look.line === "dashed" ? "dashed" : "solid";
    const line = el("i", { class: "line", style: `border-top:${Math.max(2, look.width)}px ${style} ${edgeColour(view.theme, kind)}` });
    return el("button", {
      type: "button", class: off ? "chip off" : "chip", "aria-pressed": String(!off), title: off ? `Show “${look.text}”` : `Hide “${look.text}”`,
      onclick: () => { view.offEdges[off ? "delete" : "add"](kind); does.paint(); does.store(); },
    }, line, look.text, el("small", {}, String(kinds.get(kind))));
  });
  view.root.querySelector(".links").replaceChildren(...(chips.length ? [el("b", {}, "Links"), ...chips] : []));
}

// Years along the bottom or steps down the side, moved with the canvas.
function axis(view) {
  const box = view.root.querySelector(".axis");
  const { x = [], y = [] } = view.axis || {};
  const { cy } = view;
  const marks = [];
  let last = -Infinity;
  for (const { at, text } of x) {
    const left = at * cy.zoom() + cy.pan().x;
    if (left - last < 34) continue;
    last = left;
    marks.push(el("span", { class: "year", style: `left:${left}px` }, text));
  }
  for (const { at, text } of y) marks.push(el("span", { class: "step", style: `top:${at * cy.zoom() + cy.pan().y}px` }, text));
  box.replaceChildren(...marks);
}
