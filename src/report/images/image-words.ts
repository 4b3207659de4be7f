import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { ImageDiff } from '../../review/contract/image-diff.ts';
import type { ImageChanges, ImageUser, UnknownImage } from '../../review/contract/images.ts';
import { counted, listed, MOST_NAMES } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';

/** @returns what tells an image from others of its repository: `1.27`, `1.27@sha256:0123456789ab…` */
export function imageVersion(image: string, repository: string): string {
  const version = image.startsWith(repository) ? image.slice(repository.length) : image;
  return version.replace(/^[:@]/, '').replace(/(sha\d+:[0-9a-f]{12})[0-9a-f]+/, '$1…');
}

/**
 * @param clusters of what they use
 * @returns who uses it, each with its clusters where these are not all; text that is yet to be escaped
 */
export function usersText(users: readonly ImageUser[], clusters: readonly string[]): string {
  const texts = users.map((user) => {
    const how = { pod: '', uncertain: ' (perhaps)', field: ' (field)', values: ' (values)' }[user.from];
    const isEverywhere = user.clusters.length === clusters.length;
    return `${objectTitle(user)}${how}${isEverywhere ? '' : ` in ${listed(user.clusters)}`}`;
  });
  return listed([...new Set(texts)], MOST_NAMES);
}

/** What `likely` means, for a legend. */
export const LIKELY =
  'likely: it hangs on what is not known here (perhaps), or a field of a custom resource or a value of a chart that is not rendered reads as it';

/** @returns why a field's image is not known, as a sentence that is yet to be escaped */
export function unknownText({ from, field, reason, text = '', clusters, ...object }: UnknownImage): string {
  const reader = from === 'values' ? 'its chart' : 'its controller';
  const what = {
    secret: 'is made of what is secret, or not known here',
    variable: `is ${quoted(text)}, of which only the cluster knows a part`,
    version: `is ${quoted(text)}, of which ${reader} chooses the version`,
    name: `is ${quoted(text)}, of which ${reader} chooses the name`,
    invalid: `is ${quoted(text)}, which is no reference to an image`,
    elsewhere: `is ${quoted(text)}, in whichever cluster the release is installed into`,
  }[reason];
  return `${objectTitle(object)} in ${listed(clusters)}: ${quoted(field)} ${what}`;
}

const SIDES = { before: 'gone', after: 'new', both: 'another' } as const;

/** @returns what becomes of an image that is not known, and why it is not */
export function unknownChangeText(unknown: ImageChanges['unknown'][number]): string {
  return `${SIDES[unknown.side]}: ${unknownText(unknown)}`;
}

/** How much of a fleet is not looked into. */
interface Unseen {
  readonly releases: number;
  readonly external: number;
  readonly generators: number;
  readonly problems: number;
}

/** @returns which images are not seen: there are always some */
export function unseenText({ releases, external, generators, problems }: Unseen): string {
  const parts = [
    ...(releases === 0 ? [] : [`of ${counted(releases, 'release')} not rendered whole`]),
    ...(external === 0 ? [] : [`of ${counted(external, 'root')} in other repositories`]),
    ...(generators === 0 ? [] : [`of what ${counted(generators, 'generator')} ${generators === 1 ? 'makes' : 'make'}`]),
    ...(problems === 0 ? [] : [`behind ${counted(problems, 'problem')}`]),
    'that operators choose or webhooks put in',
  ];
  return `Not seen: images ${parts.join(' · ')}`;
}

/** @returns how much of some clusters of a comparison is not looked into; what generators make is among its problems */
export function unseenIn(clusters: ImageDiff['clusters']): Unseen {
  const sum = (count: (cluster: ImageDiff['clusters'][number]) => number) =>
    clusters.reduce((total, cluster) => total + count(cluster), 0);
  return {
    releases: sum(({ releases }) => releases),
    external: sum(({ external }) => external),
    generators: 0,
    problems: sum(({ unresolved }) => unresolved.length),
  };
}
