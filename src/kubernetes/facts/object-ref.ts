import { quoted } from '../../text/quoted.ts';

/** @returns `Deployment team-x/podinfo` with the name in backticks, for a sentence that is yet to be escaped */
export function objectTitle(object: { kind: string; name: string; namespace?: string | undefined }): string {
  return `${object.kind} ${quoted(objectName(object))}`;
}

/** @returns `team-x/podinfo`, or `podinfo` without a namespace */
export function objectName(object: { name: string; namespace?: string | undefined }): string {
  const { namespace = '', name } = object;
  return namespace === '' ? name : `${namespace}/${name}`;
}
