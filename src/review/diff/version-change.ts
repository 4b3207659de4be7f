import { isFloating } from '../../flux/helm/chart-version.ts';
import { type ImageName, splitImage } from '../../kubernetes/facts/image-name.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { Segment, Version } from '../contract/field-change.ts';
import type { NodeChange } from './field-changes.ts';
import { isBelow, rangeOf } from './version-range.ts';

/** @returns what a changed field says as versions of one thing: of an image, a chart, a source; else `undefined` */
export function versionChange({ segments, before, after }: NodeChange, resource: Resource): Version | undefined {
  if (!(before instanceof Scalar && after instanceof Scalar)) return undefined;
  if (segments.at(-1) === 'image') return imageVersion(before.text, after.text);
  const of = versionedThing(segments, resource);
  if (of === undefined) return undefined;
  const isPinned = isTag(segments) && [before, after].some(({ text }) => text.includes('@'));
  return isPinned ? pinnedVersion(of, before.text, after.text) : versionsOfOne(of, before.text, after.text);
}

function isTag(segments: readonly Segment[]): boolean {
  return segments.at(-1) === 'tag';
}

/** A tag with a digest behind it, as tools that pin images write it into values. */
function pinnedVersion(of: string, before: string, after: string): Version | undefined {
  const version = imageVersion(`image:${before}`, `image:${after}`);
  return version === undefined ? undefined : { ...version, of };
}

/** @returns two versions, or ranges of them, of one thing, and how far they are apart */
export function versionsOfOne(of: string, before: string, after: string): Version {
  const step = [before, after].some(isFloating) ? stepOfRanges(before, after) : stepOf(before, after);
  return { of, before, after, step };
}

/** What a range stands for is known once it is resolved: only one that leaves all of the other behind is a step. */
function stepOfRanges(before: string, after: string): Version['step'] {
  const [from, to] = [rangeOf(before), rangeOf(after)];
  if (from === undefined || to === undefined) return 'other';
  if (isBelow(to, from)) return 'downgrade';
  if (!isBelow(from, to)) return 'other';
  return to.from[0] > from.from[0] ? 'major' : to.from[1] > from.from[1] ? 'minor' : 'patch';
}

function imageVersion(before: string, after: string): Version | undefined {
  const [from, to] = [splitImage(before), splitImage(after)];
  if (from.name !== to.name || (from.tag === '' && from.digest === '')) return undefined;
  const step = from.tag === to.tag ? 'digest' : stepOf(from.tag, to.tag);
  return { of: to.name, before: shown(from), after: shown(to), step };
}

/** A digest is shown by its first digits: nobody compares 64 of them. */
function shown({ tag, digest }: ImageName): string {
  const short = digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
  return [tag, short].filter((part) => part !== '').join('@');
}

function versionedThing(segments: readonly Segment[], { kind, node, name }: Resource): string | undefined {
  const path = segments.map((segment) => (typeof segment === 'string' ? segment : '*')).join('.');
  if (kind === 'HelmRelease') {
    if (path === 'spec.chart.spec.version') return `chart ${textAt(node, 'spec', 'chart', 'spec', 'chart')}`;
    const parent = segments.at(-2);
    if (isTag(segments) && typeof parent === 'string' && /image$/i.test(parent)) return `${parent} of ${name}`;
  }
  if (/^(OCIRepository|GitRepository)$/.test(kind) && /^spec\.ref\.(tag|semver)$/.test(path)) return `${kind} ${name}`;
  if (kind === 'HelmChart' && path === 'spec.version') return `chart ${textAt(node, 'spec', 'chart')}`;
  return undefined;
}

/** A version, tolerant of leading zeros, `v` and missing parts; what follows a `-` is compared below. */
const VERSION = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?((?:[.-][0-9A-Za-z.-]+)?)(?:\+[0-9A-Za-z.-]+)?$/;

/** @returns how far two versions are apart, by semantic versioning; an equal suffix (`-alpine`) is ignored. */
function stepOf(before: string, after: string): Version['step'] {
  const [from, to] = [VERSION.exec(before), VERSION.exec(after)];
  if (from === null || to === null) return 'other';
  const names = ['major', 'minor', 'patch'] as const;
  for (const [index, step] of names.entries()) {
    const difference = Number(to[index + 1] ?? 0) - Number(from[index + 1] ?? 0);
    if (difference !== 0) return difference < 0 ? 'downgrade' : step;
  }
  const [suffixBefore = '', suffixAfter = ''] = [from[4], to[4]];
  if (suffixBefore === suffixAfter) return 'other';
  if (suffixBefore === '') return isPrerelease(suffixAfter) ? 'downgrade' : 'other';
  if (suffixAfter === '') return isPrerelease(suffixBefore) ? 'patch' : 'other';
  return isPrerelease(suffixBefore) && isPrerelease(suffixAfter)
    ? comparePrerelease(suffixBefore, suffixAfter)
    : 'other';
}

function isPrerelease(text: string): boolean {
  return /^-(?:alpha|beta|rc|pre|dev|snapshot|m|canary)[.-]?\d*/i.test(text);
}

function comparePrerelease(before: string, after: string): Version['step'] {
  return after.localeCompare(before, 'en', { numeric: true }) < 0 ? 'downgrade' : 'prerelease';
}
