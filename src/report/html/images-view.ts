import type { ChangedImage, Image } from '../../review/contract/images.ts';
import type { Review } from '../../review/contract/review.ts';
import { listed } from '../../text/counted.ts';
import { type Html, html, htmlProse } from '../../text/escape-html.ts';
import { countsText } from '../images/image-changes-text.ts';
import { imageDiff } from '../images/image-diff.ts';
import { imageVersion, LIKELY, unknownChangeText, unseenIn, unseenText, usersText } from '../images/image-words.ts';

/** As many are seen at once; of more, how many there are. */
const MOST_OPEN = 8;

type Change = 'gained' | 'lost' | 'changed' | 'unknown';

const SIGNS: Readonly<Record<Change, string>> = { gained: '+', lost: '−', changed: '~', unknown: '?' };

/**
 * @param clusters by their numbers on the page
 * @returns which images the clusters gain, lose and change, and who uses them; nothing where nothing becomes of any
 */
export function imagesView(review: Review, clusters: readonly string[]): Html | undefined {
  const { images } = review;
  if (images === undefined) return undefined;
  const { gained, lost, changed, unknown } = images;
  const item = (change: Change, names: readonly string[], text: Html) =>
    html`<li class="image ${change}" data-clusters="${names.map((name) => clusters.indexOf(name)).join(' ')}" data-severity=""><span class="sign" aria-hidden="true">${SIGNS[change]}</span><span class="hidden">${change}: </span>${text}</li>
`;
  const items = [
    ...changed.map((image) => item('changed', image.clusters, html`${versions(image)}${usedBy(image)}`)),
    ...gained.map((image) => item('gained', image.clusters, html`<code>${image.image}</code>${usedBy(image)}`)),
    ...lost.map((image) => item('lost', image.clusters, html`<code>${image.image}</code>${usedBy(image)}`)),
    ...unknown.map((image) => item('unknown', image.clusters, htmlProse(unknownChangeText(image)))),
  ];
  const isLikely = [...gained, ...lost, ...changed].some(({ likely }) => likely);
  const counts = countsText(images);
  const list = html`<ul>
${items}</ul>`;
  const unseen = unseenText(unseenIn(imageDiff(review, []).clusters));
  return html`<section class="images" aria-labelledby="images"><h2 id="images">Images</h2>
${items.length > MOST_OPEN ? html`<details><summary>${counts}</summary>${list}</details>` : html`<p>${counts}</p>${list}`}
<p class="legend">${isLikely ? `${LIKELY} · ` : ''}${unseen}</p></section>
`;
}

function versions({ repository, before, after }: ChangedImage): Html {
  const [from, to] = [before, after].map((images) => images.map((image) => imageVersion(image, repository)).join(', '));
  return html`<code>${repository}</code> <code>${from ?? ''}</code> → <code>${to ?? ''}</code>`;
}

function usedBy({ clusters, users, likely }: Image | ChangedImage): Html {
  return html` in ${listed(clusters, 8)}${likely === true ? html` <span class="tag">likely</span>` : undefined}<div class="kind">${htmlProse(usersText(users, clusters))}</div>`;
}
