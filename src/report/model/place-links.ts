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
    const isBeside = index > 0 && directoryOf(places[index - 1]?.path ?? '') === directoryOf(place.path);
    const path = isBeside ? (place.path.split('/').at(-1) ?? place.path) : place.path;
    return { label: placeText({ ...place, path }), place };
  });
}

function directoryOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}
