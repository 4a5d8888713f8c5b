// What the graph shows, asked of its canvas: the drawing library's own object hangs on it.
(canvas, [what, title]) => {
  const cy = canvas._cyreg.cy, box = canvas.getBoundingClientRect();
  const node = title && cy.nodes().filter((n) => n.data('label') === title)[0];
  const at = (p) => [box.left + p.x, box.top + p.y];
  const model = (p) => at({ x: p.x * cy.zoom() + cy.pan().x, y: p.y * cy.zoom() + cy.pan().y });
  return {
    node: () => at(node.renderedPosition()),
    shown: () => cy.nodes(':visible').map((n) => n.data('label')).sort(),
    count: () => cy.nodes(':visible').length,
    places: () => Object.fromEntries(cy.nodes().map((n) => [n.id(), [Math.round(n.position('x')), Math.round(n.position('y'))]])),
    way: () => cy.edges('.way').length,
    pinned: () => node.locked(),
    left: () => box.left + Math.min(...cy.nodes(':visible').map((n) => n.renderedPosition().x - n.renderedOuterWidth() / 2)),
    // A point on an edge that no node covers, with what its ends are called.
    edges: () => cy.edges(':visible').map((e) => {
      const [a, b] = [e.source().position(), e.target().position()];
      const free = [0.5, 0.4, 0.6, 0.3, 0.7].map((t) => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }))
        .find((p) => cy.nodes(':visible').every((n) => Math.hypot(n.position('x') - p.x, n.position('y') - p.y) > n.outerWidth() * 0.75 + 8));
      return free && { kind: e.data('kind'), at: model(free) };
    }).filter(Boolean),
  }[what]();
}
