// Positions: each layout is (nodes, edges) -> Map(id -> {x, y}) plus the axis that makes it readable.

const GAP = 132;

// Columns by year, the weightiest in the middle; what has no year stands at the mean year of its neighbours.
export const timeline = (nodes, edges) => {
  const years = new Map(nodes.filter((n) => n.year).map((n) => [n.id, n.year]));
  const near = neighbours(edges);
  const known = [...years.values()];
  const middle = known.length ? known.reduce((a, b) => a + b, 0) / known.length : 0;
  const place = (n) => {
    if (n.year) return n.year;
    const around = (near.get(n.id) || []).map((id) => years.get(id)).filter(Boolean);
    return around.length ? around.reduce((a, b) => a + b, 0) / around.length : middle;
  };
  const scale = yearScale(known);
  const extent = known.length ? scale(Math.max(...known)) : 0;
  const grow = Math.max(1, extent / 760); // the picture is scaled down by about this, names are not
  const dated = columns(nodes.filter((n) => n.year), (n) => scale(n.year), extent);
  const low = Math.min(0, ...[...dated.values()].map((p) => p.y));
  for (const [id, p] of lanes(nodes.filter((n) => !n.year), (n) => scale(place(n)), grow)) dated.set(id, { x: p.x, y: low - 90 * grow - p.lane * 36 * grow });
  return { positions: dated, axis: { x: [...new Set(known)].sort().map((y) => ({ at: scale(y), text: String(y) })) } };
};

// Busy years are as wide as quiet ones; long gaps without anything shrink.
const yearScale = (known) => {
  const sorted = [...new Set(known)].sort((a, b) => a - b);
  const at = new Map();
  let x = 0;
  sorted.forEach((year, i) => {
    x += i ? GAP * Math.min(2.2, 1 + 0.25 * (year - sorted[i - 1] - 1)) : 0;
    at.set(year, x);
  });
  return (year) => {
    if (at.has(year)) return at.get(year);
    const before = sorted.filter((y) => y <= year).pop();
    const after = sorted.find((y) => y > year);
    if (before === undefined) return at.get(after) || 0;
    if (after === undefined) return at.get(before);
    return at.get(before) + ((at.get(after) - at.get(before)) * (year - before)) / (after - before);
  };
};

const columns = (nodes, x, extent) => {
  const found = new Map();
  const taken = new Map();
  const most = Math.max(1, ...[...nodes.reduce((count, n) => count.set(x(n), (count.get(x(n)) || 0) + 1), new Map()).values()]);
  const gap = Math.max(72, Math.min(150, (0.55 * extent) / most));
  for (const node of [...nodes].sort((a, b) => b.importance - a.importance || a.id.localeCompare(b.id))) {
    const at = x(node);
    const count = taken.get(at) || 0;
    taken.set(at, count + 1);
    found.set(node.id, { x: at, y: Math.ceil(count / 2) * (count % 2 ? 1 : -1) * gap });
  }
  return found;
};

// Rows of names above the columns, each in the first row where it touches no other.
const lanes = (nodes, x, grow) => {
  const found = new Map();
  const ends = [];
  for (const [at, node] of nodes.map((n) => [x(n), n]).sort((a, b) => a[0] - b[0] || a[1].id.localeCompare(b[1].id))) {
    const half = (wide(node) * grow) / 2;
    let lane = ends.findIndex((end) => end < at - half);
    if (lane < 0) lane = ends.length;
    ends[lane] = at + half + 14 * grow;
    found.set(node.id, { x: at, lane });
  }
  return found;
};

const wide = (node) => (node.type === "topic" ? Math.min(260, 9 * node.short.length + 34) : 110);

// Bands by prerequisite level, what is needed first on top; inside a band near to what it hangs on.
export const levels = (nodes, edges) => {
  const bands = new Map();
  for (const node of nodes) bands.set(node.level || 0, [...(bands.get(node.level || 0) || []), node]);
  const near = neighbours(edges);
  const positions = new Map();
  const axis = [];
  let y = 0;
  for (const level of [...bands.keys()].sort((a, b) => a - b)) {
    const mean = (n) => {
      const xs = (near.get(n.id) || []).map((id) => positions.get(id)?.x).filter((v) => v !== undefined);
      return xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : 0;
    };
    const band = bands.get(level).map((n) => [mean(n), n]).sort((a, b) => a[0] - b[0] || a[1].id.localeCompare(b[1].id));
    const rows = Math.ceil(band.length / 8);
    axis.push({ at: y, text: level ? `step ${level + 1}` : "start here" });
    for (let row = 0; row < rows; row += 1) {
      const line = band.filter((_, i) => i % rows === row).map(([, node]) => node);
      const widths = line.map((node) => (node.type === "topic" ? wide(node) * 1.9 : 190));
      let x = -widths.reduce((a, b) => a + b, 0) / 2 + (row % 2) * 60;
      line.forEach((node, i) => { positions.set(node.id, { x: x + widths[i] / 2, y: y + row * 116 }); x += widths[i]; });
    }
    y += rows * 116 + 10;
  }
  return { positions, axis: { y: axis } };
};

export const semantic = (nodes) => {
  const spread = Math.sqrt(nodes.length) * 120;
  const points = nodes.map((n, i) => ({ id: n.id, w: wide(n), x: n.x == null ? -spread : n.x * spread, y: n.y == null ? i * 40 : -n.y * spread }));
  for (let round = 0; round < 90; round += 1) if (!separate(points)) break;
  return { positions: new Map(points.map((p) => [p.id, { x: p.x, y: p.y }])), axis: {} };
};

// Pushes boxes apart along the shorter way out.
const separate = (points) => {
  let moved = false;
  for (let i = 0; i < points.length; i += 1) {
    for (let j = i + 1; j < points.length; j += 1) {
      const [a, b] = [points[i], points[j]];
      const dx = b.x - a.x || 0.01 * (j - i), dy = b.y - a.y || 0.01;
      const overX = (a.w + b.w) / 2 - Math.abs(dx), overY = 62 - Math.abs(dy);
      if (overX <= 0 || overY <= 0) continue;
      if (overY < overX) { const push = (Math.sign(dy) * overY) / 2; a.y -= push; b.y += push; }
      else { const push = (Math.sign(dx) * overX) / 2; a.x -= push; b.x += push; }
      moved = true;
    }
  }
  return moved;
};

// A start for the force layout that is the same every time: the focus in the middle, rings by distance to it.
export const rings = (nodes, edges, focus) => {
  const near = neighbours(edges);
  const depth = new Map([[focus, 0]]);
  let front = [focus];
  while (front.length) {
    const next = [];
    for (const id of front) {
      for (const other of near.get(id) || []) {
        if (!depth.has(other)) { depth.set(other, depth.get(id) + 1); next.push(other); }
      }
    }
    front = next;
  }
  const count = new Map();
  const positions = new Map();
  for (const node of nodes) {
    const ring = depth.get(node.id) ?? 3;
    const index = count.get(ring) || 0;
    count.set(ring, index + 1);
    const angle = index * 2.39996;
    positions.set(node.id, { x: ring * 150 * Math.cos(angle), y: ring * 130 * Math.sin(angle) });
  }
  return positions;
};

const ROUNDS = 140, IDEAL = 58, REACH = 6 * IDEAL;

// Springs and repulsion for many nodes, in flat arrays: what a force layout does, in a tenth of a second for 300 nodes.
// It is a function of its start alone, so the picture is the same every time.
export const crowd = (nodes, edges, start) => {
  const n = nodes.length, at = new Map(nodes.map((node, i) => [node.id, i]));
  const x = Float64Array.from(nodes, (node) => start.get(node.id).x), y = Float64Array.from(nodes, (node) => start.get(node.id).y);
  const pairs = [...new Set(edges.map((e) => [at.get(e.s), at.get(e.t)].sort((a, b) => a - b).join()))].map((pair) => pair.split(",").map(Number)).filter(([a, b]) => a !== b);
  const links = new Float64Array(n);
  for (const [a, b] of pairs) { links[a] += 1; links[b] += 1; }
  for (let round = 0; round < ROUNDS; round += 1) {
    const dx = Float64Array.from(x, (v) => -0.1 * v), dy = Float64Array.from(y, (v) => -0.16 * v); // wide like a screen
    for (let i = 0; i < n; i += 1) {
      for (let j = i + 1; j < n; j += 1) {
        const ax = x[i] - x[j] || 0.1, ay = y[i] - y[j] || 0.1, square = ax * ax + ay * ay;
        if (square > REACH * REACH) continue;
        const push = (IDEAL * IDEAL) / Math.max(100, square);
        dx[i] += ax * push; dy[i] += ay * push; dx[j] -= ax * push; dy[j] -= ay * push;
      }
    }
    for (const [a, b] of pairs) {
      const ax = x[a] - x[b], ay = y[a] - y[b], pull = Math.hypot(ax, ay) / IDEAL / Math.sqrt(Math.max(links[a], links[b]));
      dx[a] -= ax * pull; dy[a] -= ay * pull; dx[b] += ax * pull; dy[b] += ay * pull;
    }
    const heat = 2 + 140 * (1 - round / ROUNDS) ** 2;
    for (let i = 0; i < n; i += 1) {
      const step = Math.min(1, heat / (Math.hypot(dx[i], dy[i]) || 1));
      x[i] += dx[i] * step; y[i] += dy[i] * step;
    }
  }
  return new Map(nodes.map((node, i) => [node.id, { x: x[i], y: y[i] }]));
};

export const neighbours = (edges) => {
  const near = new Map();
  for (const edge of edges) {
    for (const [a, b] of [[edge.s, edge.t], [edge.t, edge.s]]) {
      if (!near.has(a)) near.set(a, []);
      near.get(a).push(b);
    }
  }
  return near;
};
