// The look of the neighbourhood graph: shapes say what a node is, rings what the reader did, lines how things hang together.
import { mix, statusColour } from "./common.js";

// How each edge kind reads in the legend and looks on the canvas. `back`: the arrow head stands at the source,
// because "x requires y" is walked from y to x.
export const EDGES = {
  requires: { text: "needed before", verb: "is needed before", hue: ["#c2611f", "#f0a060"], width: 2, arrow: "triangle", back: true },
  cites: { text: "cites", verb: "cites", hue: ["#5f7f9f", "#7f9fbf"], width: 1.3, arrow: "vee" },
  similar: { text: "similar", verb: "is similar to", hue: ["#9aa7b0", "#62717d"], width: 1.2, line: "dotted" },
  about: { text: "about", verb: "is about", hue: ["#b9b2a3", "#5c5a54"], width: 1 },
  broader: { text: "part of", verb: "is part of", hue: ["#8e8268", "#a09577"], width: 1.4, arrow: "triangle-backcurve" },
  by: { text: "written by", verb: "is by", hue: ["#b7a0b8", "#7d6a80"], width: 1, line: "dashed" },
  listed_in: { text: "listed in", verb: "is listed in", hue: ["#c9b98f", "#6f6646"], width: 1, line: "dashed" },
  implements: { text: "implements", verb: "implements", hue: ["#7a52a8", "#b793e0"], width: 2, arrow: "diamond" },
  explains: { text: "explains", verb: "explains", hue: ["#2f8f6b", "#79cfae"], width: 2, arrow: "vee" },
  version_of: { text: "version of", verb: "is a version of", hue: ["#a8527a", "#e08fb4"], width: 2, arrow: "tee" },
};

export const edgeColour = (t, kind) => (EDGES[kind]?.hue || ["#9aa7b0", "#62717d"])[t.dark ? 1 : 0];

export const SHAPES = {
  paper: "ellipse", book: "round-rectangle", course: "round-pentagon", video: "round-triangle", tutorial: "round-pentagon",
  blog: "ellipse", code: "round-hexagon", tool: "round-octagon", dataset: "barrel", demo: "round-octagon", list: "cut-rectangle",
};
const TYPE_SHAPES = { topic: "round-rectangle", author: "round-diamond", list: "cut-rectangle" };

export const shapeOf = (node) => (node.type === "resource" ? SHAPES[node.kind] || "ellipse" : TYPE_SHAPES[node.type]);

export const stylesheet = (t) => [
  { selector: "node", style: {
    shape: "data(shape)", width: "data(size)", height: "data(size)", "background-color": "data(colour)",
    "border-width": "data(ring)", "border-color": "data(ringColour)", "border-style": "data(ringStyle)",
    label: "", color: t.text, "font-family": t.font, "font-weight": 500, "text-wrap": "wrap", "text-valign": "bottom",
    "text-margin-y": 4, "text-background-color": t.background, "text-background-opacity": 0.86,
    "text-background-padding": 2, "text-background-shape": "round-rectangle", "z-index": 10, "overlay-opacity": 0,
    "transition-property": "opacity, underlay-opacity", "transition-duration": 120,
  } },
  { selector: "node[type = 'topic']", style: {
    width: "data(chip)", height: 25, "background-color": mix(t.background, t.primary, 0.1), "border-width": 1.5,
    "border-color": mix(t.background, t.primary, 0.55), "text-valign": "center", "text-margin-y": 0, "text-background-opacity": 0,
    label: "data(short)", "font-size": 12, "text-wrap": "none", color: mix(t.text, t.primary, 0.35), "z-index": 12,
  } },
  { selector: "node[type = 'author'], node[type = 'list']", style: {
    "background-color": mix(t.background, t.text, 0.32), width: 16, height: 16, "border-width": 0,
  } },
  { selector: "edge", style: {
    width: "data(width)", "line-color": "data(colour)", "line-style": "data(line)", "curve-style": "straight",
    "line-cap": "round", "target-arrow-color": "data(colour)", "source-arrow-color": "data(colour)",
    "target-arrow-shape": "data(head)", "source-arrow-shape": "data(tail)", "arrow-scale": 0.85, opacity: 0.75, "overlay-padding": 6,
    "z-index": 1, "transition-property": "opacity", "transition-duration": 120,
  } },
  // Links that do not touch the centre stay in the background until one points at an end of them.
  { selector: "edge.far", style: { opacity: 0.2, "arrow-scale": 0.6 } },
  { selector: "edge.far[kind = 'requires'], edge.far[kind = 'implements'], edge.far[kind = 'explains']", style: { opacity: 0.34 } },
  // Among many, what is far is a mere thread: no arrow heads, no dashes, quick to draw.
  { selector: "edge.thin", style: { "curve-style": "haystack", "haystack-radius": 0, "line-style": "solid", opacity: 0.12, width: 1 } },
  { selector: ".named", style: { label: "data(short)" } },
  { selector: ".focus", style: { "underlay-color": t.primary, "underlay-opacity": 0.14, "underlay-padding": 14, "underlay-shape": "ellipse" } },
  { selector: "node.chosen", style: { "underlay-color": t.primary, "underlay-opacity": 0.34, "underlay-padding": 8, "underlay-shape": "ellipse", "font-weight": 700, "z-index": 30 } },
  { selector: "node.known", style: { "border-color": statusColour(t, "done") } },
  { selector: ".faded", style: { opacity: 0.14, "text-opacity": 0.25 } },
  { selector: "edge.lit", style: { opacity: 1, "z-index": 20 } },
  { selector: "node.lit", style: { "z-index": 25 } },
  { selector: "edge.way", style: { "line-color": t.primary, "target-arrow-color": t.primary, "source-arrow-color": t.primary, width: 4.5, opacity: 1, "z-index": 22, "line-style": "solid" } },
  { selector: ".off, .gone", style: { display: "none" } },
  { selector: ".pinned", style: { "background-image": "none", "border-style": "double", "border-width": 5 } },
];

const RINGS = { done: ["solid", 4], reading: ["dashed", 4], again: ["double", 6], skipped: ["dotted", 3] };

// Data that the stylesheet reads, for one node of the payload.
export const nodeData = (t, node, colour, size) => {
  const [ringStyle, ring] = RINGS[node.status] || ["solid", 1.5];
  const set = RINGS[node.status] !== undefined;
  return {
    // What is only known because others cite it is pale, with a dashed rim.
    ...node, shape: shapeOf(node), colour: node.listed ? colour : mix(t.background, colour, 0.45), size, ring,
    ringStyle: node.listed || set ? ringStyle : "dashed",
    ringColour: set ? statusColour(t, node.status) : mix(colour, t.dark ? "#ffffff" : "#000000", 0.18),
    chip: Math.max(48, Math.min(190, 7.1 * width(node.short) + 22)),
  };
};

const width = (text) => [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e80 ? 1.75 : 1), 0);

export const edgeData = (t, edge) => {
  const look = EDGES[edge.kind] || { width: 1, text: edge.kind };
  return {
    id: edge.id, source: edge.s, target: edge.t, kind: edge.kind, why: edge.why || "", colour: edgeColour(t, edge.kind),
    width: look.width * (0.7 + 0.6 * Math.min(1, edge.w ?? 0.5)), line: look.line || "solid",
    head: look.arrow && !look.back ? look.arrow : "none", tail: look.arrow && look.back ? look.arrow : "none",
  };
};
