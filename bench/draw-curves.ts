import type { Line, Picture } from './findings.ts';
import { roundScaleOver, scaleOver } from './log-scale.ts';

/** Narrow, with large letters: a phone shows it at three quarters of its size. */
const WIDTH = 480;
const HEIGHT = 360;
const LEFT = 66;
const TOP = 44;
const BOTTOM = 74;
/** What a letter of 14 pixels takes, at most. */
const LETTER = 7.5;
/** As far from white as from the black of a dark page. */
const COLOURS = ['#1375e5', '#ce3c92', '#22893c', '#ab6809', '#905adc', '#e1322c', '#1b8297', '#5e8217'];
const STYLE =
  'text{font:14px sans-serif;fill:#768390}.t{font-size:16px;font-weight:600}.g{stroke:#8c959f;stroke-opacity:.3}';

type Spot = readonly [number, number];

/**
 * @returns an SVG with both axes logarithmic, where proportional cost has one slope: the dashed line's; readable on light
 *   and on dark pages
 */
export function drawCurves({ title, across, lines }: Picture): string {
  const points = lines.flatMap((line) => line.points);
  const [x, y] = [scaleOver(points.map(({ size }) => size)), roundScaleOver(points.map(({ seconds }) => seconds))];
  const right = WIDTH - 8 - LETTER * Math.max(...lines.map(({ name }) => name.length));
  const at = (size: number, seconds: number): Spot => [
    LEFT + x.fraction(size) * (right - LEFT - 8),
    HEIGHT - BOTTOM - y.fraction(seconds) * (HEIGHT - TOP - BOTTOM),
  ];
  const ends = lines.map(({ points: own }) => at(own.at(-1)?.size ?? x.high, own.at(-1)?.seconds ?? y.low)[1]);
  const labels = apart(ends);
  const start = Math.min(...lines.map((line) => line.points[0]?.seconds ?? y.high));
  const last = Math.min(x.high, (x.low * y.high) / start);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    `<style>${STYLE}</style>`,
    `<text class="t" x="8" y="24">${title}</text>`,
    ...x.marks.map((size) => column(at(size, y.low), at(size, y.high), short(size))),
    ...y.marks.map((seconds) => row(at(x.low, seconds), at(x.high, seconds), tick(seconds))),
    dashed(at(x.low, start), at(last, (start * last) / x.low)),
    ...lines.map((line, index) => curve(line, at, [right, labels[index] ?? TOP], COLOURS[index % COLOURS.length])),
    `<text x="${LEFT}" y="${HEIGHT - 32}">${across}</text>`,
    dashed([LEFT, HEIGHT - 13], [LEFT + 36, HEIGHT - 13]),
    `<text x="${LEFT + 44}" y="${HEIGHT - 8}">the slope of proportional cost</text>`,
    '</svg>\n',
  ].join('\n');
}

/** Labels stand beside the ends of their lines, and apart from each other. */
function apart(ends: readonly number[]): readonly number[] {
  const placed = new Map<number, number>();
  let above = TOP - 18;
  for (const index of ends.map((_, each) => each).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0))) {
    above = Math.max(above + 18, ends[index] ?? 0);
    placed.set(index, above);
  }
  return ends.map((end, index) => placed.get(index) ?? end);
}

function curve({ name, points }: Line, at: At, [x, y]: Spot, colour = '#768390'): string {
  const path = points.map(({ size, seconds }) => spot(at(size, seconds))).join('L');
  const label = `<text x="${x.toFixed(1)}" y="${(y + 5).toFixed(1)}" style="fill:${colour}">${name}</text>`;
  return `<path d="M${path}" stroke="${colour}" stroke-width="2.5" fill="none"/>${label}`;
}

type At = (size: number, seconds: number) => Spot;

function dashed(from: Spot, to: Spot): string {
  return `<path d="M${spot(from)}L${spot(to)}" stroke="#768390" stroke-width="1.5" stroke-dasharray="5 4" fill="none"/>`;
}

function column(from: Spot, to: Spot, label: string): string {
  return `<path class="g" d="M${spot(from)}L${spot(to)}"/><text x="${from[0].toFixed(1)}" y="${from[1] + 20}" text-anchor="middle">${label}</text>`;
}

function row(from: Spot, to: Spot, label: string): string {
  return `<path class="g" d="M${spot(from)}L${spot(to)}"/><text x="${from[0] - 6}" y="${(from[1] + 5).toFixed(1)}" text-anchor="end">${label}</text>`;
}

/** 380, 1.6k, 61k */
function short(size: number): string {
  return size < 1000 ? String(size) : `${Number((size / 1000).toPrecision(2))}k`;
}

function tick(seconds: number): string {
  return seconds < 1 ? `${Number((seconds * 1000).toPrecision(3))} ms` : `${seconds} s`;
}

function spot([x, y]: Spot): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
