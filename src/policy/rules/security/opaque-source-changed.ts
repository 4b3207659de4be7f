import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { sameValue } from '../../../yaml/print/same-value.ts';
import { isEncrypted } from '../../facts/secrets.ts';
import type { Rule } from '../../view/rule.ts';

export const opaqueSourceChanged: Rule = {
  id: 'opaque-source-changed',
  severity: 'notice',
  title: 'An encrypted Secret that provides variables has changed',
  why: 'What Flux substitutes from it will differ, and neither the values nor everything that they change can be shown.',
  fix: 'Ask the person who encrypted it what changes with it.',
  check({ pairs, after }) {
    return pairs.differing.flatMap(({ before, after: object }) => {
      if (before === undefined || object === undefined || object.resource.kind !== 'Secret') return [];
      const { resource } = object;
      if (!isEncrypted(object) || sameValue(before.resource.node, resource.node)) return [];
      const users =
        after?.inventory.roots.filter(({ variablesFrom }) => variablesFrom.some(({ id }) => id === resource.id)) ?? [];
      if (users.length === 0) return [];
      const { path, line } = resource.trail.origin;
      const message = `${objectTitle(resource)}, which is encrypted, changes, and provides variables to ${listedAtLength(users.map(({ name }) => name))}`;
      return [{ object, message, path, ...(line === undefined ? {} : { line }) }];
    });
  },
};
