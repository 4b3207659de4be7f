/**
 * The anchor that GitHub gives a heading, so that one link holds there and on the site.
 *
 * @param heading as it is written, or as it is shown.
 * @returns the anchor, without the `-1` of a second heading of that name.
 * @see https://github.com/Flet/github-slugger, which does as GitHub does
 */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
