// What stands round the canvas: the bar of view choices, the tools, both legends and the axis.
import { button, choice, el, icon, save } from "./common.js";
import { EDGES, edgeColour, shapeOf } from "./style.js";
import { svg } from "./svg.js";

const LAYOUTS = [["force", "Web"], ["timeline", "Timeline"], ["levels", "Needed first"], ["semantic", "By meaning"]];
const COLOURS = [["year", "Year"], ["topic", "Topic"], ["kind", "Kind"], ["status", "Status"], ["list", "List"]];
const SIZES = [["importance", "Importance"], ["cited", "Citations"], ["degree", "Links"]];

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
  view.home = (animate) => {
    const shown = cy.elements(":visible");
    if (!animate) return cy.fit(shown, 40);
    return cy.animate({ fit: { eles: shown, padding: 40 }, duration: 280, easing: "ease-out-cubic" });
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
