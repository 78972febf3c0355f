/** What a picture must say by itself, once the theme is out of reach. */
const painted = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor'] as const;

/** The chart as a text of SVG that shows the same anywhere, on the theme's ground. */
export function asSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [svg, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>('*')]);
  for (const [index, original] of (originals ?? []).entries()) {
    const style = getComputedStyle(original);
    const made = copies?.[index];
    for (const property of painted) made?.setAttribute(property, style.getPropertyValue(property));
    made?.removeAttribute('style');
    made?.removeAttribute('class');
  }
  for (const part of copy.querySelectorAll('style, [aria-label="tip"]')) part.remove();
  const { width, height } = svg.getBoundingClientRect();
  const ground = document.createElementNS(svg.namespaceURI, 'rect');
  for (const [attribute, value] of [['width', '100%'], ['height', '100%'], ['fill', getComputedStyle(document.body).backgroundColor]] as const) ground.setAttribute(attribute, value);
  copy.prepend(ground);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a picture of twice the size, for screens that show so many dots. */
export async function asPng(svg: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(asSvg(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))), 'image/png'));
}
