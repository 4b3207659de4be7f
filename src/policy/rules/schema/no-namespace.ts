import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { refusalsIn } from '../../facts/refusals.ts';
import type { Rule } from '../../view/rule.ts';

export const noNamespace: Rule = {
  id: 'no-namespace',
  severity: 'error',
  title: 'An object without a namespace',
  why: 'This kind of object needs a namespace, and Flux does not add one: the API server rejects the object, and nothing else in its root is applied.',
  fix: 'Set metadata.namespace, namespace in the kustomization, or spec.targetNamespace of the FluxKustomization.',
  look: (side) =>
    refusalsIn(side, 'no-namespace').map(({ object, root }) => {
      const together = (names: string, areMany = false) =>
        `${names} ${areMany ? 'have' : 'has'} no namespace, and nothing gives ${areMany ? 'them' : 'it'} one: the API server rejects ${areMany ? 'them' : 'it'}; nothing else in ${root} is applied`;
      return {
        object,
        message: together(objectTitle(object.resource)),
        together,
        ...side.placeOf(object),
      };
    }),
};
