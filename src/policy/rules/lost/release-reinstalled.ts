import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const releaseReinstalled: Rule = {
  id: 'release-reinstalled',
  severity: 'warning',
  title: 'A Helm release is uninstalled and installed again',
  why: 'With another namespace, release name, storage namespace or chart it is another release: Helm first deletes everything that the old one installed, volume claims with their data too, and then starts from nothing.',
  fix: 'Back up its data and plan for an outage; or install the new release next to the old one, move over, and then remove the old one. Objects whose chart annotates them with `helm.sh/resource-policy: keep` stay.',
  check: ({ review, after }) =>
    review.changed.flatMap((changed): readonly Found[] => {
      const object = after?.index.named(changed);
      if (object === undefined || changed.effect !== 'reinstalled') return [];
      const [step = 'Helm uninstalls its release, and installs it again'] = changed.consequences ?? [];
      const together = (names: string, areMany: boolean, roots: string) =>
        `${names}${ofRoots(areMany, roots)}: Helm uninstalls their releases, with what these stored in the cluster, and installs them again`;
      const message = `${objectTitle(changed)}: ${step}`;
      return [{ object, message, together, isOfPlace: true, ...changed.chain.at(-1) }];
    }),
};
