import type { ReviewPlace } from '../../../review/contract/reference.ts';

/** Something to know before the details, with what to do about it. Texts are ours, with names of the repository in them. */
export interface Alert {
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
}

/** @returns the clusters to name before the messages: none where the one message begins with its cluster's name */
export function alertClusters({ clusters, title, messages }: Alert): readonly string[] {
  const [cluster, ...others] = clusters;
  const isSaid = messages.length === 1 && messages[0]?.startsWith(`${cluster} `) === true;
  return title === undefined && others.length === 0 && isSaid ? [] : clusters;
}
