import type { ImageDiff } from '../../review/contract/image-diff.ts';
import type { ChangedImage, Image, ImageChanges } from '../../review/contract/images.ts';
import { counted } from '../../text/counted.ts';
import { type Paint, painter, wrapped } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { TextOptions } from '../text/to-text.ts';
import { imageVersion, unknownChangeText, unseenIn, unseenText } from './image-words.ts';
import { likelyLines, placesText, unknownLines, userLines } from './images-text.ts';

/** What a change does to the images of a fleet, for a terminal. */
export function imageChangesText(diff: ImageDiff, { colour = false, width = 100 }: TextOptions = {}): string {
  const paint = painter(colour);
  const { gained, lost, changed, unknown } = diff;
  const lines = [
    ...gained.flatMap((image) => imageLines(paint('green', '+'), image, paint, width)),
    ...lost.flatMap((image) => imageLines(paint('red', '−'), image, paint, width)),
    ...changed.flatMap((image) => changedLines(image, paint, width)),
    ...(gained.length + lost.length + changed.length === 0 ? [] : ['']),
    ...unknownLines(unknown.map(unknownChangeText), paint, width),
    countsText(diff),
    ...likelyLines([...gained, ...lost, ...changed], paint, width),
    ...wrapped(unseenText(unseenIn(diff.clusters)), width, '').map((line) => paint('dim', line)),
  ];
  return `${lines.join('\n')}\n`;
}

/** @returns `2 images gained, 1 lost, 3 changed, 1 not known` */
export function countsText({ gained, lost, changed, unknown }: ImageChanges): string {
  const counts = [
    [gained.length, 'gained'],
    [lost.length, 'lost'],
    [changed.length, 'changed'],
    [unknown.length, 'not known'],
  ] as const;
  const there = counts.filter(([count]) => count > 0);
  const texts = there.map(([count, what], index) => `${index === 0 ? counted(count, 'image') : count} ${what}`);
  return texts.length === 0 ? 'No image changes in what is known' : texts.join(', ');
}

function imageLines(sign: string, { image, likely, clusters, users }: Image, paint: Paint, width: number) {
  const line = `${sign} ${paint('bold', visibleText(image, 400))}  ${placesText(clusters, likely)}`;
  return [line, ...userLines(users, clusters, paint, width)];
}

function changedLines(
  { repository, before, after, likely, clusters, users }: ChangedImage,
  paint: Paint,
  width: number,
) {
  const [from, to] = [before, after].map((images) => images.map((image) => imageVersion(image, repository)).join(', '));
  const versions = visibleText(`${from} → ${to}`, 400);
  const line = `${paint('yellow', '~')} ${paint('bold', visibleText(repository, 400))} ${versions}  ${placesText(clusters, likely)}`;
  return [line, ...userLines(users, clusters, paint, width)];
}
