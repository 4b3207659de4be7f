import { splitImage } from '../../kubernetes/facts/image-name.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Scalar } from '../../yaml/node/node.ts';
import { leavesOf } from '../plan/leaves-of.ts';

/** Fields of other kinds that say which version of something is taken; an image may stand in any kind. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  HelmRelease: /^spec\.chart\.spec\.version$|^spec\.values\.(.*\.)?(\w*image\w*\.(tag|digest)|imageTag)$/i,
  HelmChart: /^spec\.version$/,
  OCIRepository: /^spec\.ref\.(tag|semver|digest)$/,
  GitRepository: /^spec\.ref\.(tag|semver|commit)$/,
};
const IMAGE = /(^|\.)image(Name)?$/;

/** @returns the fields of an object that say which version runs, by their path: `spec.containers[app].image` */
export function versionFields({ node, kind }: Resource): ReadonlyMap<string, Scalar> {
  const found = new Map<string, Scalar>();
  if (kind === 'Secret') return found;
  for (const [path, leaf] of leavesOf(node)) {
    const isVersion =
      FIELDS[kind]?.test(path) === true || (IMAGE.test(path) && splitImage(leaf.text).name !== leaf.text);
    if (isVersion && leaf.hidden === undefined) found.set(path, leaf);
  }
  return found;
}
