import type { Place } from '../../yaml/node/node.ts';
import type { Segment } from './leaves.ts';

/** Shown in the place of what is secret. */
export const MASK = '***';

/** Why the fields of an object are as they are. */
export interface ObjectTrace {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** The template that wrote it, within the root chart. */
  readonly path: string;
  readonly fields: readonly FieldTrace[];
}

/** Why a field is as it is. */
export interface FieldTrace {
  /** As text: `spec.template.spec.containers[name=app].image` */
  readonly path: string;
  readonly segments: readonly Segment[];
  /** `***` where it is secret. */
  readonly value: unknown;
  /** The line of a template that wrote it; `undefined` where none did. */
  readonly place: TemplatePlace | undefined;
  /** What included that, the outermost last. */
  readonly via: readonly TemplatePlace[];
  /** What it was made of, in the order in which it was read. */
  readonly values: readonly UsedValue[];
  /** What decided that it is there, and that it is made of these. */
  readonly conditions: readonly UsedValue[];
  /** What changed it after the templates; `undefined` where it is as they wrote it. */
  readonly changedBy?: PostRenderer;
}

/** What helm-controller has a HelmRelease's objects changed by. */
export type PostRenderer = 'post-renderers' | 'common metadata' | 'origin labels';

/** A line of a template. */
export interface TemplatePlace {
  /** Within the root chart. */
  readonly path: string;
  readonly line: number;
}

/** A value that templates looked at. */
export interface UsedValue {
  /** As its chart's templates name it: `.Values.image.tag` */
  readonly name: string;
  /** The path of that chart within its root chart. */
  readonly chart: string;
  /** Where it stands in the values of the root chart, as a file of values has it; empty for what is none of them. */
  readonly path: readonly (string | number)[];
  /** `***` where it is secret, `undefined` where it is not set, and empty for any map or list. */
  readonly value: unknown;
  readonly origin: ValueOrigin;
}

/** Where a value was set. */
export type ValueOrigin =
  | GivenOrigin
  /** In the `values.yaml` of a chart, whose path is within the root chart. */
  | { readonly kind: 'default'; readonly path: string; readonly line: number | undefined }
  /** Nowhere. */
  | { readonly kind: 'unset' }
  /** By who renders the chart: its name and version, the release's name and namespace. */
  | { readonly kind: 'built-in' }
  /** By a template, or in a way that nobody followed. */
  | { readonly kind: 'unknown' };

/** Where a value was set that was given for a chart. */
export type GivenOrigin =
  | { readonly kind: 'file'; readonly file: string; readonly line: number | undefined }
  /** By an option of the command line, and the path that it sets: what it sets it to may be secret. */
  | { readonly kind: 'option'; readonly option: string }
  /** In a HelmRelease. */
  | { readonly kind: 'spec.values'; readonly place: Place | undefined; readonly isSecret: boolean }
  | {
      readonly kind: 'valuesFrom';
      /** `ConfigMap` or `Secret` */
      readonly objectKind: string;
      readonly object: string;
      readonly key: string;
      /** Empty where the key holds a file of values. */
      readonly targetPath: string;
      readonly place: Place | undefined;
      readonly isSecret: boolean;
    };

/** What was given for a chart. */
export interface GivenValues {
  /** @returns who set what stands at a path; `undefined` where nobody did */
  originAt(path: readonly (string | number)[]): GivenOrigin | undefined;
}

export const NOTHING_GIVEN: GivenValues = { originAt: () => undefined };
