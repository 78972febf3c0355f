/** The theme's chart colours; its orange is half transparent, so ours is made of the two beside it. */
const colours = ['var(--vscode-charts-blue)', 'color-mix(in srgb, var(--vscode-charts-red), var(--vscode-charts-yellow))', 'var(--vscode-charts-green)', 'var(--vscode-charts-purple)', 'var(--vscode-charts-yellow)', 'var(--vscode-charts-red)'] as const;

/** A colour for each series; a second round is mixed with the ground, and what is drawn for the rest of them is grey. */
export function palette(index: number): string {
  const colour = colours[index % colours.length] ?? colours[0];
  if (index < colours.length) return colour;
  return index < 2 * colours.length ? `color-mix(in srgb, ${colour} 55%, var(--vscode-editor-background))` : 'var(--vscode-descriptionForeground)';
}

const lineHeight = 18;
const characterWidth = 7;
const swatch = 10;
const longestName = 30;

/**
 * What stands above a chart: the names of its series beside their colours, and what its upright axis counts. Within the picture, so that a
 * copy has it too. One series needs no name.
 */
export function legendFor(series: readonly string[], axis: string, width: number): { readonly node: SVGGElement; readonly height: number } {
  const node = make('g', { 'text-anchor': 'start' });
  let [left, line] = [0, 0];
  for (const [index, whole] of series.length < 2 ? [] : series.entries()) {
    const name = whole.length > longestName ? `${whole.slice(0, longestName - 1)}…` : whole || '∅';
    const wide = swatch + 6 + name.length * characterWidth + 16;
    if (left > 0 && left + wide > width) [left, line] = [0, line + 1];
    node.append(make('rect', { x: left, y: line * lineHeight + 2, width: swatch, height: swatch, rx: 2, fill: palette(index) }), words(name, left + swatch + 6, line * lineHeight + 11));
    left += wide;
  }
  const lines = series.length < 2 ? 0 : line + 1;
  if (axis !== '') node.append(words(`↑ ${axis}`, 0, lines * lineHeight + 14));
  return { node, height: lines * lineHeight + (axis === '' ? 4 : 24) };
}

function words(text: string, x: number, y: number): SVGTextElement {
  const made = make('text', { x, y, fill: 'currentColor' });
  made.textContent = text;
  return made;
}

function make<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Readonly<Record<string, string | number>>): SVGElementTagNameMap[Name] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
