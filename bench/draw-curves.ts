/** A named line of a picture: what it costs, by size. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly size: number; readonly seconds: number }[];
}

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 60;
const RIGHT = 210;
const TOP = 40;
const BOTTOM = 50;
const COLOURS = ['#0969da', '#bf3989', '#1a7f37', '#9a6700', '#8250df', '#cf222e', '#57606a', '#0a7ea4'];

/**
 * @returns an SVG with both axes logarithmic, where proportional cost is a line at 45 degrees: the dashed one; readable
 *   on light and on dark pages
 */
export function drawCurves(title: string, lines: readonly Line[]): string {
  const points = lines.flatMap((line) => line.points);
  const [x, y] = [scaleOf(points.map(({ size }) => size)), scaleOf(points.map(({ seconds }) => seconds))];
  const at = (size: number, seconds: number): readonly [number, number] => [
    LEFT + x.fraction(size) * (WIDTH - LEFT - RIGHT),
    HEIGHT - BOTTOM - y.fraction(seconds) * (HEIGHT - TOP - BOTTOM),
  ];
  const sizes = [...new Set(points.map(({ size }) => size))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    '<style>text{font:12px sans-serif;fill:#6e7781}.t{font-size:14px;font-weight:600}.g{stroke:#8c959f;stroke-opacity:.3}</style>',
    `<text class="t" x="${LEFT}" y="22">${title}</text>`,
    ...sizes.map((size) => gridLine(at(size, y.low), at(size, y.high), String(size))),
    ...y.marks.map((seconds) => gridRow(at(x.low, seconds), at(x.high, seconds), `${seconds} s`)),
    proportional(at, x, y),
    ...placeLabels(lines.map((line) => at(line.points.at(-1)?.size ?? 0, line.points.at(-1)?.seconds ?? 0)[1])).map(
      (labelY, index) => drawLine(lines[index], at, labelY, COLOURS[index % COLOURS.length] ?? '#57606a'),
    ),
    '</svg>\n',
  ].join('\n');
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly marks: readonly number[];
  readonly fraction: (value: number) => number;
}

function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const marks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50].filter((mark) => mark >= low && mark <= high);
  return { low, high, marks, fraction: (value) => Math.log(value / low) / Math.log(high / low) };
}

type At = (size: number, seconds: number) => readonly [number, number];

function proportional(at: At, x: Scale, y: Scale): string {
  const end = Math.min(x.high, (x.low * y.high) / y.low);
  const [from, to] = [at(x.low, y.low), at(end, (y.low * end) / x.low)];
  return `<path d="M${spot(from)}L${spot(to)}" stroke="#8c959f" stroke-dasharray="4 4" fill="none"/>`;
}

function drawLine(line: Line | undefined, at: At, labelY: number, colour: string): string {
  if (line === undefined) return '';
  const path = line.points.map(({ size, seconds }) => spot(at(size, seconds))).join('L');
  return `<path d="M${path}" stroke="${colour}" stroke-width="2" fill="none"/><text x="${WIDTH - RIGHT + 8}" y="${labelY + 4}" style="fill:${colour}">${line.name}</text>`;
}

/** Labels stand beside the ends of their lines, and apart from each other. */
function placeLabels(ends: readonly number[]): readonly number[] {
  const placed = new Map<number, number>();
  let above = TOP - 16;
  for (const index of ends.map((_, each) => each).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0))) {
    above = Math.max(above + 16, ends[index] ?? 0);
    placed.set(index, above);
  }
  return ends.map((end, index) => placed.get(index) ?? end);
}

function gridLine(from: readonly [number, number], to: readonly [number, number], label: string): string {
  return `<path class="g" d="M${spot(from)}L${spot(to)}"/><text x="${from[0]}" y="${from[1] + 20}" text-anchor="middle">${label}</text>`;
}

function gridRow(from: readonly [number, number], to: readonly [number, number], label: string): string {
  return `<path class="g" d="M${spot(from)}L${spot(to)}"/><text x="${from[0] - 6}" y="${from[1] + 4}" text-anchor="end">${label}</text>`;
}

function spot([x, y]: readonly [number, number]): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
