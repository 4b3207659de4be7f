import type { Discovered } from '../../review/contract/discovery.ts';
import type { Review } from '../../review/contract/review.ts';
import { listed } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { quoted } from '../../text/quoted.ts';

/** What a first review says of the clusters that it found by itself. */
interface DiscoveryText {
  /** One line. */
  readonly summary: string;
  /** Sentences, with names in backticks. */
  readonly sentences: readonly string[];
  /** YAML to copy. */
  readonly config: string;
}

type Found = Discovered['clusters'][number];

const REASONS: Readonly<Record<Found['from']['kind'], (names: string, isOne: boolean) => string>> = {
  sync: (names, isOne) => `${isOne ? 'A FluxKustomization syncs' : 'FluxKustomizations sync'} ${names}`,
  content: (names, isOne) => `${names} ${isOne ? 'holds' : 'hold'} FluxKustomizations that nothing else reaches`,
  flux: (names, isOne) => `${names} ${isOne ? 'is' : 'are'} told by other files of Flux`,
  layout: (names, isOne) => `${names} ${isOne ? 'is a guess' : 'are guesses'}, by the names of directories`,
};

/** @param show how names become a part of the summary; @returns `undefined` where a configuration says it, or nothing was found */
export function discoveryText(
  { discovery, unjudged = [] }: Review,
  show: (name: string) => string = (name) => name,
): DiscoveryText | undefined {
  if (discovery === undefined || discovery.clusters.length === 0) return undefined;
  // What would settle what was not judged is a configuration too, and stands at the top.
  if (unjudged.some((each) => each.config !== '')) return undefined;
  const { clusters, config, unsure } = discovery;
  const isGuess = clusters.every(({ from }) => from.kind === 'layout');
  const were = clusters.length === 1 ? 'was' : 'were';
  const how = isGuess ? `${were} guessed` : `${were} found`;
  return {
    summary: `No configuration yet: ${listed(clusters.map(({ name }) => show(name)))} ${how}`,
    sentences: [
      ...(['sync', 'content', 'flux', 'layout'] as const).flatMap((kind) => reasonOf(kind, clusters)),
      ...(unsure.length === 0 ? [] : [`Not told by the repository: ${unsure.join('; ')}.`]),
      'As `.github/blast-radius.yml` this says the same. Correct it, and add `protected: true` where changes need an approval; `blast-radius init` writes it.',
    ],
    config,
  };
}

function reasonOf(kind: Found['from']['kind'], clusters: readonly Found[]): readonly string[] {
  const own = clusters.filter(({ from }) => from.kind === kind);
  const [first] = own;
  if (first === undefined) return [];
  const { path, line } = first.from;
  const place = path === undefined ? '' : `, as in ${quoted(placeText({ path, line }))}`;
  const names = listed(own.map(({ name }) => quoted(name)));
  return [`${REASONS[kind](names, own.length === 1)}${place}.`];
}
