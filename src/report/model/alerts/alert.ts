import type { ReviewPlace } from '../../../review/contract/reference.ts';

/** What an alert can be about that no rule finds. */
export const PROBLEMS = {
  'not-judged': 'Changed manifests that nothing has read',
  'no-cluster': 'No cluster found',
  'merge-conflict': 'The branches cannot be merged',
  unresolved: 'Something that this merge makes unknown',
  'partly-known': 'Something of which only a part is known',
  'weaker-configuration': 'The configuration judges or asks less than before',
  'data-at-risk': 'An object is deleted, and data with it',
  'rejected-object': 'The API server rejects a change',
} as const;

/** What a kustomization refers to elsewhere, and where. */
export interface RemoteAddress {
  readonly target: string;
  readonly reason: string;
  readonly place: ReviewPlace | undefined;
}

/** Something to know before the details, with what to do about it. Texts are ours, with names of the repository in them. */
export interface Alert {
  /** What machines know it by, whatever its words: the rule that found it, or else one of {@link PROBLEMS}. */
  readonly id: string;
  readonly level: 'error' | 'warning' | 'notice';
  /** Empty where all of the repository is meant. */
  readonly clusters: readonly string[];
  /** Says what is wrong where a finding's message does not: `cannot be rendered`. */
  readonly title?: string | undefined;
  readonly messages: readonly string[];
  /** All that the messages are about, where these count some of them. */
  readonly objects?: readonly string[];
  /** As many as messages: each message's own, in their order. Else one for each cluster, or the one that all share. */
  readonly places: readonly ReviewPlace[];
  readonly fix?: string | undefined;
  /** YAML to copy, as the fix says. */
  readonly block?: string | undefined;
  readonly rule?: string | undefined;
  /** Where all that is wrong is that these are not had: what the messages say of each. */
  readonly remotes?: readonly RemoteAddress[];
  /** How many roots wait for what fails; absent where none does. */
  readonly holdsUp?: number;
}

/** @returns the clusters to name before the messages: none where the one message begins with its cluster's name */
export function alertClusters({ clusters, title, messages }: Alert): readonly string[] {
  const [cluster, ...others] = clusters;
  const isSaid = messages.length === 1 && messages[0]?.startsWith(`${cluster} `) === true;
  return title === undefined && others.length === 0 && isSaid ? [] : clusters;
}
