import type { ReviewPlace } from '../../review/contract/reference.ts';
import { code, link } from '../../text/escape.ts';
import { placeText } from '../../text/place-text.ts';

/** @returns the address of a line, or `undefined` where there is none; `before` asks for the base's file */
export type LinkBuilder = (path: string, line: number | undefined, side: 'before' | 'after') => string | undefined;

/** @returns `clusters/prod/apps.yaml:6` as code, linked where the builder knows an address */
export function placeLink(place: ReviewPlace, links: LinkBuilder, side: 'before' | 'after' = 'after'): string {
  return link(code(placeText(place)), links(place.path, place.line, side));
}

/** @returns places one after the other; a file beside the one before it by its name alone */
export function wayLinks(places: readonly ReviewPlace[], links: LinkBuilder, side?: 'before' | 'after'): string {
  return shortened(places)
    .map(({ label, place }) => `${link(code(label), links(place.path, place.line, side ?? 'after'))}${mark(place)}`)
    .join(' → ');
}

/** @returns the same for a terminal */
export function wayText(places: readonly ReviewPlace[]): string {
  return places.map((place) => `${placeText(place)}${mark(place)}`).join(' → ');
}

/** Where the pull request itself has set its hand. */
function mark({ changed }: ReviewPlace): string {
  return changed === true ? ' ✎' : '';
}

function shortened(places: readonly ReviewPlace[]): readonly { readonly label: string; readonly place: ReviewPlace }[] {
  return places.map((place, index) => {
    const last = places[index - 1];
    const isBeside = last !== undefined && directoryOf(last) === directoryOf(place);
    const path = isBeside ? place.path.slice(directoryOf(place).length).replace(/^[/ ]/, '') : place.path;
    return { label: placeText({ ...place, path }), place };
  });
}

/** Of what a source of Flux brings, the name of that stands before the path. */
function directoryOf({ path, source }: ReviewPlace): string {
  const start = source !== undefined && path.startsWith(`${source.url} `) ? source.url.length : 0;
  const end = path.lastIndexOf('/');
  return path.slice(0, end > start ? end : start);
}
