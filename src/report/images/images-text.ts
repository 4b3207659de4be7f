import type { ImageList } from '../../review/contract/image-list.ts';
import type { Image, ImageUser } from '../../review/contract/images.ts';
import { counted, listed } from '../../text/counted.ts';
import { unquoted } from '../../text/quoted.ts';
import { type Paint, painter, wrapped } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { TextOptions } from '../text/to-text.ts';
import { LIKELY, unknownText, unseenText, usersText } from './image-words.ts';

/** How many clusters are named before they are counted. */
const MOST_CLUSTERS = 8;

/** The images of a fleet, for a terminal: each with its clusters, and below it who uses it. */
export function imagesText({ clusters, images, unknown }: ImageList, options: TextOptions = {}): string {
  const paint = painter(options.colour === true);
  const width = options.width ?? 100;
  const sum = (count: 'releases' | 'external' | 'generators') =>
    clusters.reduce((total, cluster) => total + cluster[count], 0);
  const problems = clusters.reduce((total, cluster) => total + cluster.problems.length, 0);
  const unseen = unseenText({
    ...{ releases: sum('releases'), external: sum('external'), generators: sum('generators') },
    problems,
  });
  const lines = [
    ...images.flatMap((image) => imageLines(image, paint, width)),
    ...(images.length === 0 ? [] : ['']),
    ...unknownLines(unknown.map(unknownText), paint, width),
    `${counted(images.length, 'image')} in ${counted(clusters.length, 'cluster')}`,
    ...likelyLines(images, paint, width),
    ...wrapped(unseen, width, '').map((line) => paint('dim', line)),
  ];
  return `${lines.join('\n')}\n`;
}

function imageLines({ image, likely, clusters, users }: Image, paint: Paint, width: number): readonly string[] {
  return [
    `${paint('bold', visibleText(image, 400))}  ${placesText(clusters, likely)}`,
    ...userLines(users, clusters, paint, width),
  ];
}

/** @returns the clusters of an image, and whether it is only likely there */
export function placesText(clusters: readonly string[], likely: true | undefined): string {
  return `${visibleText(listed(clusters, MOST_CLUSTERS), 400)}${likely === true ? ', likely' : ''}`;
}

/** @returns what `likely` means, where it is said */
export function likelyLines(
  images: readonly { readonly likely?: true | undefined }[],
  paint: Paint,
  width: number,
): readonly string[] {
  return images.some(({ likely }) => likely) ? wrapped(LIKELY, width, '').map((line) => paint('dim', line)) : [];
}

/** @returns who uses an image, below it */
export function userLines(
  users: readonly ImageUser[],
  clusters: readonly string[],
  paint: Paint,
  width: number,
): readonly string[] {
  return wrapped(unquoted(usersText(users, clusters)), width, '    ').map((line) => paint('dim', line));
}

/** @returns what is not known, under a heading; nothing where there is nothing */
export function unknownLines(sentences: readonly string[], paint: Paint, width: number): readonly string[] {
  if (sentences.length === 0) return [];
  return [
    paint('bold', 'not known'),
    ...sentences.flatMap((sentence) => wrapped(unquoted(sentence), width, '    ')),
    '',
  ];
}
