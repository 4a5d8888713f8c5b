// Every visible text of the page, shadow trees included, whose contrast with what lies behind it is too faint (WCAG AA).
() => {
  const numbers = (colour) => {
    const found = colour.match(/[\d.]+/g).map(Number);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [...found.slice(0, 3).map((v) => v * scale), found[3] ?? 1];
  };
  const parent = (node) => node.assignedSlot || node.parentElement || node.getRootNode().host || null;
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = (colour) => colour.slice(0, 3).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  const luminance = (colour) => { const [r, g, b] = light(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
  const behind = (node) => {
    const layers = [];
    for (let one = node; one; one = parent(one)) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const opacity = (node) => { let all = 1; for (let one = node; one; one = parent(one)) all *= Number(getComputedStyle(one).opacity); return all; };
  const seen = (node) => {
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    return style.visibility === "visible" && box.width > 1 && box.height > 1 && style.fontSize !== "0px";
  };
  const exempt = (node) => node.closest("[disabled], [aria-disabled=true], [aria-hidden=true], [data-waiting], script, style, option");
  const icon = (node) => /Material/.test(getComputedStyle(node).fontFamily);
  const faint = [];
  const look = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent.trim()) continue;
      const owner = node.parentElement;
      if (!owner || !seen(owner) || exempt(owner)) continue;
      const style = getComputedStyle(owner), size = parseFloat(style.fontSize), below = behind(owner);
      const text = over([...numbers(style.color).slice(0, 3), numbers(style.color)[3] * opacity(owner)], below);
      const needed = icon(owner) || size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
      const found = ratio(text, below);
      if (found < needed) faint.push(`${node.textContent.trim().slice(0, 40)}: ${found.toFixed(2)} of ${needed}`);
    }
  };
  look(document.body);
  return [...new Set(faint)];
}
