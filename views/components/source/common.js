// Shared by the graph components: theme, colours, small DOM helpers. Text only ever enters by textContent.

export const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
};

const channel = (value) => {
  const c = value / 255;
  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};

export const parse = (colour) => {
  const hex = colour.trim().replace(/^#/, "");
  if (/^[0-9a-f]{3}$/i.test(hex)) return [...hex].map((h) => parseInt(h + h, 16));
  if (/^[0-9a-f]{6}/i.test(hex)) return [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const numbers = colour.match(/[\d.]+/g);
  return numbers ? numbers.slice(0, 3).map(Number) : [255, 255, 255];
};

export const luminance = (colour) => {
  const [r, g, b] = parse(colour).map(channel);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

export const mix = (from, to, share) => {
  const [a, b] = [parse(from), parse(to)];
  const hex = a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0"));
  return `#${hex.join("")}`;
};

// The page's own colours, read where the component stands, so light and dark need no settings here.
export const theme = (host) => {
  const style = getComputedStyle(host);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const dark = luminance(background) < 0.4;
  const text = read("--st-text-color", dark ? "#eae7e1" : "#20242a");
  return {
    dark, background, text,
    muted: mix(background, text, 0.62),
    faint: mix(background, text, 0.16),
    line: mix(background, text, 0.3),
    primary: read("--st-primary-color", "#1f6f78"),
    surface: read("--st-secondary-background-color", "#f3f1ec"),
    font: read("--st-font", "sans-serif"),
  };
};

// Twelve hues of even lightness, distinct for the common kinds of colour blindness where neighbours touch.
const LIGHT = ["#2f6db5", "#c8643c", "#3f8f5b", "#8a5bb0", "#b8902b", "#b84a78", "#2b8f9b", "#7a6a55", "#5a63c0",
  "#8c9a2e", "#c04848", "#4f7f8f"];
const DARK = ["#7db2ee", "#eb9a74", "#7ecb98", "#bd98e0", "#e0bf68", "#e58bb0", "#6ccad4", "#bba98f", "#9aa2f2",
  "#c0cc6c", "#ee8b8b", "#93bccb"];
export const hues = (t) => (t.dark ? DARK : LIGHT);
export const ramp = (t, share) => (t.dark ? mix("#3b5a66", "#b6f0e6", share) : mix("#bcd8d6", "#0c4450", share));

export const STATUS = { pending: "not started", reading: "reading", done: "done", skipped: "skipped", again: "again" };
export const statusColour = (t, status) => ({
  done: t.dark ? "#7ecb98" : "#2f8a55",
  reading: t.dark ? "#f0c76a" : "#b5790f",
  again: t.dark ? "#c79bf0" : "#8250bd",
  skipped: t.dark ? "#76767c" : "#8e8e93",
}[status] || (t.dark ? "#5d7388" : "#a9bac8"));

// What a node is filed under for a way of colouring, with the legend's order and colours.
export const colouring = (t, by, nodes) => {
  const key = categoryOf(by, nodes);
  const counts = new Map();
  for (const node of nodes) counts.set(key(node), (counts.get(key(node)) || 0) + 1);
  const names = [...counts.keys()];
  if (by === "year") names.sort((a, b) => (a === "no year") - (b === "no year") || a.localeCompare(b));
  else names.sort((a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b));
  const palette = new Map();
  const years = names.filter((name) => name !== "no year").length;
  names.forEach((name, i) => palette.set(name, shade(t, by, name, i, years)));
  return { key, names, counts, colour: (node) => palette.get(key(node)), palette };
};

const shade = (t, by, name, index, years) => {
  if (by === "year") return name === "no year" ? t.line : ramp(t, years > 1 ? index / (years - 1) : 0.7);
  if (by === "status") return statusColour(t, Object.keys(STATUS).find((key) => STATUS[key] === name));
  if (!name || name === "none" || index >= 36) return t.line;
  return mix(hues(t)[index % 12], t.background, [0, 0.42, 0.66][Math.floor(index / 12)]);
};

const categoryOf = (by, nodes) => {
  if (by !== "year") {
    const field = { topic: "topic", kind: "kind", status: "status", list: "list" }[by] || "kind";
    return (node) => (field === "status" ? STATUS[node.status] || STATUS.pending : node[field] || "none");
  }
  const years = nodes.map((node) => node.year).filter(Boolean).sort((a, b) => a - b);
  const limits = [...new Set([1, 2, 3, 4].map((q) => years[Math.floor((years.length * q) / 5)]))].filter(Boolean);
  const span = (i) => {
    const low = i ? limits[i - 1] : years[0];
    const high = i < limits.length ? limits[i] - 1 : years[years.length - 1];
    return high > low ? `${low}–${high}` : `${low}`;
  };
  return (node) => (node.year ? span(limits.filter((limit) => node.year >= limit).length) : "no year");
};

// What is chosen is told to everything on the page at once, long before Python has answered. `about` is what the teller
// knows of the node, by the names that `views.graphdata` gives.
const page = (window.studygraph ??= { chosen: null });
export const announce = (id, about) => {
  page.chosen = id;
  window.dispatchEvent(new CustomEvent("studygraph:select", { detail: { id, about } }));
};
export const chosenNow = () => page.chosen;

// 16-pixel line icons, so that no font has to have them.
const ICONS = {
  plus: "M8 3v10M3 8h10", minus: "M3 8h10", all: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3M8 6.5v3M6.5 8h3",
  full: "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", hide: "M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM3 13 13 3",
  pin: "M8 14V9.5M4.5 9.5h7L10 7V3H6v4z", back: "M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H7", links: "M4 12 12 4M3 13h0M13 3h0",
};
export const icon = (name) => {
  const make = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const box = make("svg", { viewBox: "0 0 16 16", width: 16, height: 16, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-linecap": "round", "stroke-linejoin": "round" });
  box.append(make("path", { d: ICONS[name] }));
  return box;
};

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const button = (label, title, onclick, extra = {}) =>
  el("button", { type: "button", class: "tool", title, "aria-label": title, onclick, ...extra }, label);

// Options are [value, words, what it counts].
export const choice = (label, options, value, onchange) => {
  const about = (chosen) => options.find(([name]) => name === chosen)?.[2];
  const select = el("select", {
    "aria-label": label, title: about(value),
    onchange: (event) => { event.target.title = about(event.target.value) || ""; onchange(event.target.value); },
  });
  for (const [name, text, title] of options) select.append(el("option", { value: name, selected: name === value, title }, text));
  return el("label", { class: "choice" }, el("span", {}, label), select);
};

export const save = (name, data) => {
  const url = data instanceof Blob ? URL.createObjectURL(data) : data;
  el("a", { href: url, download: name }).click();
  if (data instanceof Blob) setTimeout(() => URL.revokeObjectURL(url), 1000);
};

export const remember = (key, value) => {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(`studygraph:${key}`) || "null");
    sessionStorage.setItem(`studygraph:${key}`, JSON.stringify(value));
  } catch { /* storage may be switched off; then views are only kept while the page stands */ }
  return null;
};
