// Names keep one size on screen at every zoom, and only as many are written as fit without covering each other.
const MANY = 12;
// Where a name may stand, best first: below, above, right, left.
const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0]];
const HALIGN = ["left", "center", "right"], VALIGN = ["top", "center", "bottom"];

export function labels(view) {
  const { cy } = view;
  let waiting = 0;
  view.relabel = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => write(view)); };
  cy.on("zoom", () => view.relabel());
  let moved = 0; // names at the rim find another side once the picture rests
  cy.on("pan", () => { clearTimeout(moved); moved = setTimeout(view.relabel, 120); });
  cy.on("dragfree", "node", () => view.relabel());
}

function write(view) {
  const { cy } = view;
  if (cy.destroyed()) return;
  const zoom = cy.zoom();
  const font = 12 / zoom, wide = 128 / zoom;
  const boxes = [];
  const { x1, y1, x2, y2 } = cy.extent(), sight = [x1, y1, x2, y2];
  const few = cy.nodes(".lit:visible").length <= 12;
  const nodes = cy.nodes(":visible").toArray();
  const rank = (n) => (n.hasClass("chosen") || n.hasClass("focus") ? 3 : n.hasClass("lit") ? 2 : n.hasClass("faded") ? -1 : 0) + (n.data("importance") || 0);
  nodes.sort((a, b) => rank(b) - rank(a));
  const chips = nodes.filter((node) => node.data("type") === "topic");
  const wordy = chipsWithRoom(chips, zoom);
  cy.batch(() => chips.forEach((node) => node.style(wordy.has(node.id())
    ? { width: node.data("chip") / zoom, height: 25 / zoom, "font-size": font, "text-opacity": "", "z-index": 14 }
    : { width: 9 / zoom, height: 9 / zoom, "text-opacity": 0, "z-index": 5 })));
  for (const node of nodes) {
    const chip = wordy.has(node.id());
    const p = node.position(), w = chip ? node.data("chip") / zoom : node.data("size"), h = chip ? 25 / zoom : w;
    boxes.push([p.x - w / 2, p.y - h / 2, p.x + w / 2, p.y + h / 2, node.id()]);
  }
  cy.batch(() => {
    for (const node of nodes) {
      if (node.data("type") === "topic") continue;
      const must = node.hasClass("chosen") || node.hasClass("onway") || (few && node.hasClass("lit"));
      const clear = (box) => inside(box, sight) && !boxes.some((other) => other[4] !== node.id() && overlap(box, other));
      const places = SIDES.map((side) => [side, boxOf(node, font, wide, side)]);
      const place = places.find(([, box]) => clear(box)) || (must && places[0]);
      node.toggleClass("named", Boolean(place));
      if (!place) continue;
      const [[across, down], box] = place;
      boxes.push([...box, node.id()]);
      node.style({
        "font-size": font, "text-max-width": wide, "text-halign": HALIGN[across + 1], "text-valign": VALIGN[down + 1],
        "text-margin-x": (across * 5) / zoom, "text-margin-y": (down * 4) / zoom,
      });
    }
  });
}

// Where many topics are in sight, those that would cover a weightier one are small squares until one zooms in.
function chipsWithRoom(chips, zoom) {
  const kept = new Set(), boxes = [];
  for (const node of chips) {
    const p = node.position(), w = node.data("chip") / zoom / 2, h = 14 / zoom;
    const box = [p.x - w, p.y - h, p.x + w, p.y + h];
    const must = node.hasClass("chosen") || node.hasClass("focus") || node.hasClass("onway") || chips.length <= MANY;
    if (!must && (kept.size >= MANY || boxes.some((other) => overlap(box, other)))) continue;
    boxes.push(box);
    kept.add(node.id());
  }
  return kept;
}

// The box of a name on one side of its node.
function boxOf(node, font, wide, [across, down]) {
  const p = node.position(), text = node.data("short") || "", r = node.data("size") / 2 + font * 0.3;
  const length = [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e80 ? 1 : 0.55), 0) * font;
  const w = Math.min(length, wide) + font * 0.6, h = Math.ceil(length / (wide * 0.92)) * font * 1.2 + font * 0.2;
  const x = p.x + across * (r + w / 2), y = p.y + down * (r + h / 2);
  return [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
}

const inside = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
