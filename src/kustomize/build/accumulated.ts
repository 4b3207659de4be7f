import type { Scalar } from '../../yaml/node/node.ts';
import { emptyConfig, mergeConfig, type TransformerConfig } from '../config/transformer-config.ts';
import { type Extent, widest } from '../context/gaps.ts';
import { mergeVariables, type Variables } from '../features/vars/merge-variables.ts';
import type { Resource } from '../model/resource.ts';
import { appendAll } from '../model/resource-list.ts';
import type { Build, Target } from './build.ts';

/** What a kustomization amounts to before names are followed: its objects, where transformers write, its variables. */
export interface Accumulated {
  readonly resources: readonly Resource[];
  readonly config: TransformerConfig;
  readonly variables: Variables;
  /** What of its objects is not known. */
  readonly unknown: Extent;
}

export const NOTHING: Accumulated = {
  resources: [],
  config: emptyConfig,
  variables: new Map(),
  unknown: 'nothing',
};

/**
 * Gives what one entry of `resources:` amounts to; plugins are listed in the same way.
 *
 * @param hides what is not known of all objects, where the entry is elsewhere
 */
export type AccumulateEntry = (build: Build, target: Target, entry: Scalar, hides: Extent) => Accumulated;

/**
 * @returns all of them together, in order
 * @throws BuildError where two have the same object or variable; ConflictingFieldSpecs where they disagree on a field
 * @see kustomize api/internal/accumulator ResAccumulator.MergeAccumulator
 */
export function mergeAll(first: Accumulated, parts: readonly Accumulated[]): Accumulated {
  const added = parts.flatMap((part) => part.resources);
  return {
    resources: appendAll(first.resources, added),
    config: parts.reduce((config, part) => mergeConfig(config, part.config), first.config),
    variables: parts.reduce((variables, part) => mergeVariables(variables, part.variables.values()), first.variables),
    unknown: parts.reduce((unknown, part) => widest(unknown, part.unknown), first.unknown),
  };
}
