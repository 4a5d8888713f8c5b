// The drawn graph as an SVG file of plain circles, polygons, lines and text.
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

const SIDES = { "round-triangle": 3, "round-pentagon": 5, "round-hexagon": 6, "round-octagon": 8, "round-diamond": 4 };
const DASH = { dashed: "6 4", dotted: "1 4", solid: "none" };

export function svg(view) {
  const shown = view.cy.elements(":visible");
  const box = shown.boundingBox();
  const t = view.theme;
  const parts = shown.edges().map((edge) => line(edge));
  shown.nodes().forEach((node) => parts.push(shape(node), label(node, t)));
  const size = `viewBox="${box.x1 - 60} ${box.y1 - 20} ${box.w + 120} ${box.h + 60}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif">`
    + `<rect x="${box.x1 - 60}" y="${box.y1 - 20}" width="100%" height="100%" fill="${t.background}"/>${parts.join("")}</svg>`;
}

function line(edge) {
  const [a, b, d] = [edge.source().position(), edge.target().position(), edge.data()];
  return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${d.colour}" stroke-width="${d.width}" stroke-opacity="0.75" `
    + `stroke-dasharray="${DASH[d.line]}"><title>${escape(d.kind)}</title></line>`;
}

function shape(node) {
  const { x, y } = node.position(), d = node.data();
  const look = `fill="${node.style("background-color")}" stroke="${node.style("border-color")}" stroke-width="${node.style("border-width")}"`;
  const w = node.width() / 2, h = node.height() / 2, title = `<title>${escape(d.label)}</title>`;
  if (d.shape === "ellipse" || d.shape === "barrel") return `<ellipse cx="${x}" cy="${y}" rx="${w}" ry="${h}" ${look}>${title}</ellipse>`;
  const sides = SIDES[d.shape];
  if (!sides) return `<rect x="${x - w}" y="${y - h}" width="${2 * w}" height="${2 * h}" rx="6" ${look}>${title}</rect>`;
  const turn = sides % 2 ? -Math.PI / 2 : Math.PI / sides;
  const points = Array.from({ length: sides }, (_, i) => `${x + w * Math.cos(turn + (2 * Math.PI * i) / sides)},${y + h * Math.sin(turn + (2 * Math.PI * i) / sides)}`);
  return `<polygon points="${points.join(" ")}" ${look}>${title}</polygon>`;
}

function label(node, t) {
  const { x, y } = node.position(), topic = node.data("type") === "topic";
  if (!topic && !node.hasClass("named")) return "";
  const across = topic ? "center" : node.style("text-halign"), down = topic ? "center" : node.style("text-valign");
  const right = { left: -1, center: 0, right: 1 }[across] * (node.width() / 2 + 5);
  const below = { top: -node.height() / 2 - 5, center: 4, bottom: node.height() / 2 + 14 }[down];
  return `<text x="${x + right}" y="${y + below}" text-anchor="${{ left: "end", center: "middle", right: "start" }[across]}" font-size="12" fill="${t.text}">${escape(node.data("short"))}</text>`;
}
